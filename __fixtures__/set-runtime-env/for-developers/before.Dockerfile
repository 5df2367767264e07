FROM node:22.11.0
COPY . /app
CMD ["npx", "nodemon", "/app/server.js"]
