# syntax=docker/dockerfile:1
FROM node:22.11.0
WORKDIR /home/node/app
USER node
COPY package.json .npmrc ./
RUN --mount=type=secret,id=npm_token,mode=0444 \
    NPM_TOKEN="$(cat /run/secrets/npm_token)" npm install
CMD ["node", "server.js"]
