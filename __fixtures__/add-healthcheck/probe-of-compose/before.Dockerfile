FROM golang:1.23.4 AS builder
COPY . /src
RUN CGO_ENABLED=0 go build -C /src -o /server .

FROM alpine:3.20.3
COPY --from=builder /server /usr/local/bin/server
EXPOSE 8080
ENTRYPOINT ["server"]
