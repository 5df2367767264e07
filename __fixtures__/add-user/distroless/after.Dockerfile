FROM golang:1.23.4 AS builder
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /server .

FROM gcr.io/distroless/static-debian12
USER nonroot
WORKDIR /app
COPY --from=builder --chown=nonroot:nonroot /server .
COPY --chown=nonroot:nonroot static ./static
ENTRYPOINT ["/app/server"]
