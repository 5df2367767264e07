FROM alpine:3.22.5
RUN rm -rf /var/cache/apk && \
    rm -rf /root/.cache
FROM debian:12.9
RUN apt-get clean && \
    rm -rf /var/lib/apt/lists/*
