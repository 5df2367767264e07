# syntax=docker/dockerfile:1
FROM node:22.11.0
WORKDIR /app

COPY package.json ./
RUN --mount=type=secret,id=github_token \
    GITHUB_TOKEN="$(cat /run/secrets/github_token)" npm install
CMD ["node", "server.js"]
