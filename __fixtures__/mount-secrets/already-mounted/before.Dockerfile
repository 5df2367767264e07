# syntax=docker/dockerfile:1
FROM node:22.11.0
COPY package.json ./
RUN --mount=type=secret,id=npm_token NPM_TOKEN="$(cat /run/secrets/npm_token)" npm install
