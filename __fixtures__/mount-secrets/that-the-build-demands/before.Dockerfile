FROM node:22.11.0
ARG FEATURE_TOKEN
RUN if [ -z "$FEATURE_TOKEN" ]; then echo "FEATURE_TOKEN is missing"; exit 1; fi
RUN curl -fsS -H "X-Token: $FEATURE_TOKEN" -o /data.json https://example.com/data
