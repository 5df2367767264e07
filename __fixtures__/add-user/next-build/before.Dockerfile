FROM node:22.11.0
WORKDIR /app
COPY . .
RUN npm ci && npm run build
CMD ["npm", "start"]
