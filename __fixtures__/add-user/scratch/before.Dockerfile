FROM golang:1.23.4 AS builder
COPY . /src
RUN CGO_ENABLED=0 go build -C /src -o /server .

FROM scratch
COPY --from=builder /server /server
ENTRYPOINT ["/server"]
