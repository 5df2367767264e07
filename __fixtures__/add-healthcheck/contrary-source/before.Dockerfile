FROM node:22.11.0
COPY server.js /app/
EXPOSE 8080
CMD ["node", "/app/server.js"]
