FROM node:22.11.0
ARG NODE_ENV
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
