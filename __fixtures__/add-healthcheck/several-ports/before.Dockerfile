FROM node:22.11.0
COPY . /app
EXPOSE 3000 4000
CMD ["node", "/app/server.js"]
