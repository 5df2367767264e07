FROM golang:1.23.4 AS builder
COPY . /src
RUN CGO_ENABLED=0 go build -C /src -o /server .

FROM scratch
COPY --from=builder --chown=1001:1001 /server /server
USER 1001:1001
ENTRYPOINT ["/server"]
