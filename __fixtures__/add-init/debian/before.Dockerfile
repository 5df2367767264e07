FROM node:22.11.0-bookworm-slim
COPY server.js /app/
CMD ["node", "/app/server.js"]
