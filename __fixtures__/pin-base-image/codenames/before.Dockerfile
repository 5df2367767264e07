FROM debian:bookworm AS a
FROM debian:bookworm-slim AS b
FROM buildpack-deps:jammy AS c
