# syntax=docker/dockerfile:1
FROM node:22.11.0
RUN --mount=type=secret,id=feature_token,required=true \
    if [ ! -s /run/secrets/feature_token ]; then echo "FEATURE_TOKEN is missing"; exit 1; fi
RUN --mount=type=secret,id=feature_token,required=true \
    curl -fsS -H "X-Token: $(cat /run/secrets/feature_token)" -o /data.json https://example.com/data
