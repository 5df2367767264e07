FROM alpine:3.22.5 AS nginx
FROM debian:12.9
COPY --from=nginx /etc/a /etc/a
COPY --from=0 /etc/a /etc/a
COPY --from=composer:2.10.2 /usr/bin/composer /usr/bin/
COPY --chown=1:1 --from=docker.io/library/busybox:1.38.0 --chmod=755 /bin/sh /b
COPY --from=composer:$V /usr/bin/composer /usr/bin/
RUN --mount=type=bind,from=golang:1.27.0-alpine3.24,source=/usr/local/go,target=/go /go/bin/go version
RUN --mount=type=cache,target=/c --mount=from=nginx,target=/n true
COPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/
