# syntax=docker/dockerfile:1
FROM golang:1.23 AS build
RUN mkdir -p /root/.ssh && \
    ssh-keyscan github.com > /root/.ssh/known_hosts
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=secret,id=id_rsa,target=/root/.ssh/id_rsa,required=true \
    go mod download

FROM debian:12.9
COPY --from=build /go/pkg /go/pkg
