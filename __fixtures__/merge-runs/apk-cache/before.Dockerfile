FROM alpine:3.22.5
RUN mkdir -p /etc/apk/cache
RUN apk update
RUN apk add a
RUN apk add --no-network b
