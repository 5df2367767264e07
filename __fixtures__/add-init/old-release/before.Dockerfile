FROM node:10.16.0
COPY server.js /app/
CMD ["node", "/app/server.js"]
