# syntax=docker/dockerfile:1
FROM golang:1.23-bookworm AS build
RUN mkdir -p ~/.ssh && umask 0077 \
    && git config --global url."git@github.com:".insteadOf https://github.com/ \
    && ssh-keyscan github.com >> ~/.ssh/known_hosts
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=ssh \
    go mod download
COPY . .
RUN go build -o /server .

FROM debian:12.9-slim
COPY --from=build /server /server
CMD ["/server"]
