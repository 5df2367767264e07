FROM node:22.11.0
WORKDIR /app
COPY . .
RUN npm ci
CMD npx prisma migrate deploy && node dist/main.js
