FROM node:22.11.0
WORKDIR /app
COPY . .
CMD npm ci && node server.js
