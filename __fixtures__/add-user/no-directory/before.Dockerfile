FROM node:22.11.0
COPY . .
RUN npm ci
CMD ["node", "app.js"]
