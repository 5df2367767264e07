FROM golang:1.23 AS builder
WORKDIR /src
COPY go.mod go.sum ./
ARG GITHUB_TOKEN
RUN if [ -n "$GITHUB_TOKEN" ]; then git config --global url."https://${GITHUB_TOKEN}@github.com/".insteadOf "https://github.com/"; fi
RUN go mod download
COPY . .
RUN go build -o /server .

FROM gcr.io/distroless/static-debian12
COPY --from=builder /server /server
ENTRYPOINT ["/server"]
