FROM alpine:3.24.1
RUN apk update
RUN apk add curl bash
RUN apk add git
RUN rm -rf /var/cache/apk/*
