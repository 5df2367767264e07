# syntax=docker/dockerfile:1
FROM node:22.11.0-alpine AS builder
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN apk add --no-cache git
RUN --mount=type=secret,id=npm_token \
    NPM_TOKEN="$(cat /run/secrets/npm_token)" npm ci
COPY . .
RUN --mount=type=secret,id=npm_token \
    NPM_TOKEN="$(cat /run/secrets/npm_token)" npm run build

FROM node:22.11.0-alpine
WORKDIR /app
COPY --from=builder /app/dist ./dist
CMD ["node", "dist/server.js"]
