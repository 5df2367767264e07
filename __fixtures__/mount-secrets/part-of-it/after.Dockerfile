# syntax=docker/dockerfile:1
FROM alpine:3.21
RUN --mount=type=secret,id=registry_token \
    export REGISTRY_TOKEN="$(cat /run/secrets/registry_token)" && \
    sh -c 'curl -H "X-Token: $REGISTRY_TOKEN" -o /data.json https://example.com/data' && wget -q "https://example.com/${REGISTRY_TOKEN%%-*}/index" -O /index
