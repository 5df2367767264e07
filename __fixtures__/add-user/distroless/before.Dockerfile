FROM golang:1.23.4 AS builder
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian12
WORKDIR /app
COPY --from=builder /server .
COPY static ./static
ENTRYPOINT ["/app/server"]
