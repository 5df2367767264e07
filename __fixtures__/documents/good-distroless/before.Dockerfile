FROM golang:1.22-alpine AS builder

WORKDIR /build

COPY go.mod go.sum ./
RUN go mod download

COPY . .
RUN CGO_ENABLED=0 GOOS=linux go build -a -installsuffix cgo -o app .

# Distroless base (no shell, no package manager)
FROM gcr.io/distroless/static-debian12:nonroot

WORKDIR /app

# Copy binary only
COPY --from=builder /build/app .

# Automatically runs as non-root (uid 65532)
USER nonroot:nonroot

EXPOSE 8080

ENTRYPOINT ["/app/app"]
