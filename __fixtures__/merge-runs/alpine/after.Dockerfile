FROM alpine:3.24.1
RUN apk add --no-cache \
        bash \
        curl \
        git
