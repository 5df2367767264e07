# syntax=docker/dockerfile:1
FROM node:22.11.0-alpine
WORKDIR /app
COPY package.json ./
RUN --mount=type=secret,id=npm_token,required=true \
    echo "//registry.npmjs.org/:_authToken=$(cat /run/secrets/npm_token)" > .npmrc && npm install && rm .npmrc
CMD ["node", "server.js"]
