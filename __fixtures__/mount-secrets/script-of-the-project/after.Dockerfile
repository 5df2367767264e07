# syntax=docker/dockerfile:1
FROM node:22.11.0
WORKDIR /app
COPY . .
RUN --mount=type=secret,id=sentry_auth_token \
    export SENTRY_AUTH_TOKEN="$(cat /run/secrets/sentry_auth_token)" && \
    npm ci && npm run build && ./upload.sh "$SENTRY_AUTH_TOKEN"
CMD ["node", "server.js"]
