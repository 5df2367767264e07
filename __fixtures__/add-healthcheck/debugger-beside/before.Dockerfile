FROM node:22.11.0
COPY . /app
EXPOSE 3000 9229
CMD ["node", "/app/server.js"]
