FROM node:22.11.0-alpine3.20
WORKDIR /app
RUN chown node:node /app
COPY --chown=1000:1000 package*.json ./
COPY --from=docker:27.3.1-cli /usr/local/bin/docker /usr/local/bin/docker
ADD --chown=node:node . .
USER node
CMD ["node", "server.js"]
