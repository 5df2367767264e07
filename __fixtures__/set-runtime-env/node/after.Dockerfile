FROM node:22.11.0
WORKDIR /app
COPY . .
RUN npm ci
ENV NODE_ENV=production
CMD ["node", "server.js"]
