# syntax=docker/dockerfile:1
FROM node:22.11.0
WORKDIR /app
COPY . .
RUN --mount=type=secret,id=npm_token \
    echo "//npm.example.com/:_authToken=$(cat /run/secrets/npm_token)" >> .npmrc && npm ci --omit=dev && \
    sed -i '$d' .npmrc
CMD ["node", "server.js"]
