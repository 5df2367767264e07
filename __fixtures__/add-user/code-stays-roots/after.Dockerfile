FROM node:22.11.0
WORKDIR /app
COPY . .
USER node
CMD ["node", "server.js"]
