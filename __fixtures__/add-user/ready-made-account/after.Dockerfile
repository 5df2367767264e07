FROM node:22.11.0-alpine3.20
WORKDIR /app
RUN chown node:node /app
COPY --chown=node:node package*.json ./
RUN npm ci
COPY --chown=node:node . .
USER node
EXPOSE 3000
CMD ["node", "server.js"]
