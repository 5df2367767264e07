# syntax=docker/dockerfile:1.4

FROM node:20.11-alpine AS builder

WORKDIR /build

# Mount secret at build time (never stored in image)
RUN --mount=type=secret,id=npm_token \
    echo "//registry.npmjs.org/:_authToken=$(cat /run/secrets/npm_token)" > .npmrc && \
    npm install && \
    rm .npmrc

COPY . .
RUN npm run build

# Runtime stage without secrets
FROM node:20.11-alpine

RUN apk add --no-cache dumb-init

RUN addgroup -S app && adduser -S app -G app

WORKDIR /app

COPY --from=builder --chown=app:app /build/dist ./dist
COPY --from=builder --chown=app:app /build/node_modules ./node_modules

ENV NODE_ENV=production

USER app

ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "dist/server.js"]
