FROM node:22.11.0
WORKDIR /app
COPY . .
ENV NODE_ENV=production
CMD ["npm", "start"]
