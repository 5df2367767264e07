FROM node:22.11.0
CMD PORT=80 node server.js
