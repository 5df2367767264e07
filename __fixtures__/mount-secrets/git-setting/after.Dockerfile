# syntax=docker/dockerfile:1
FROM golang:1.23 AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=secret,id=github_token \
    if [ -s /run/secrets/github_token ]; then git config --global url."https://$(cat /run/secrets/github_token)@github.com/".insteadOf "https://github.com/"; fi && \
    go mod download && \
    if [ -s /run/secrets/github_token ]; then git config --global --remove-section url."https://$(cat /run/secrets/github_token)@github.com/"; fi
COPY . .
RUN go build -o /server .

FROM gcr.io/distroless/static-debian12
COPY --from=builder /server /server
ENTRYPOINT ["/server"]
