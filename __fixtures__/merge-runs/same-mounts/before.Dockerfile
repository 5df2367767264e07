# syntax=docker/dockerfile:1
FROM debian:12.9
RUN --mount=type=cache,target=/var/cache/apt apt-get update
RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl
