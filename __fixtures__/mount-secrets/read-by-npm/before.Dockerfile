FROM node:22.11.0-alpine AS builder
ARG NPM_TOKEN
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN apk add --no-cache git
RUN npm ci
COPY . .
RUN npm run build

FROM node:22.11.0-alpine
WORKDIR /app
COPY --from=builder /app/dist ./dist
CMD ["node", "dist/server.js"]
