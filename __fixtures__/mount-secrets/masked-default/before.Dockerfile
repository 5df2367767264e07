FROM node:22.11.0-alpine
ARG NPM_TOKEN=npm_abcdefghijklmnopqrstuvwxyz0123456789
WORKDIR /app
COPY package.json ./
RUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc && npm install && rm .npmrc
CMD ["node", "server.js"]
