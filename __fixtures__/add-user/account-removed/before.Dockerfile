FROM node:22.11.0
RUN userdel -r node
WORKDIR /app
COPY . .
CMD ["node", "server.js"]
