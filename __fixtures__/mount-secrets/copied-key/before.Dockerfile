FROM golang:1.23 AS build
COPY id_rsa /root/.ssh/id_rsa
RUN chmod 600 /root/.ssh/id_rsa && ssh-keyscan github.com > /root/.ssh/known_hosts
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download

FROM debian:12.9
COPY --from=build /go/pkg /go/pkg
