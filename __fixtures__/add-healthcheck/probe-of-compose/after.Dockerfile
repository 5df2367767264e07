FROM golang:1.23.4 AS builder
COPY . /src
RUN CGO_ENABLED=0 go build -C /src -o /server .

FROM alpine:3.20.3
COPY --from=builder /server /usr/local/bin/server
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD wget -q -O /dev/null http://127.0.0.1:8080/livez || exit 1
ENTRYPOINT ["server"]
