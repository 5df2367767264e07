FROM debian:12.15 AS a
FROM debian:12.15-slim AS b
FROM buildpack-deps:jammy AS c
