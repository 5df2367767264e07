FROM alpine:3.22.5
RUN rm -rf /var/cache/apk
RUN rm -rf /root/.cache
FROM debian:12.9
RUN apt-get clean
RUN rm -rf /var/lib/apt/lists/*
