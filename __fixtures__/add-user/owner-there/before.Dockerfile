FROM node:22.11.0-alpine3.20
WORKDIR /app
COPY --chown=1000:1000 package*.json ./
COPY --from=docker:27.3.1-cli /usr/local/bin/docker /usr/local/bin/docker
ADD . .
CMD ["node", "server.js"]
