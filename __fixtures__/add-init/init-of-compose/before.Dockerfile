FROM node:22.11.0-alpine3.20
COPY server.js /app/
CMD ["node", "/app/server.js"]
