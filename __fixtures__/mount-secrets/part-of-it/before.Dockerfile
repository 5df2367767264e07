FROM alpine:3.21
ARG REGISTRY_TOKEN
RUN sh -c 'curl -H "X-Token: $REGISTRY_TOKEN" -o /data.json https://example.com/data' && wget -q "https://example.com/${REGISTRY_TOKEN%%-*}/index" -O /index
