FROM alpine:3.22.5
RUN mkdir -p /etc/apk/cache && \
    apk update && \
    apk add a && \
    apk add --no-network b
