# syntax=docker/dockerfile:1
FROM node:22.11.0 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true \
    npm ci
COPY src ./src
RUN npm run build

FROM node:22.11.0
COPY --from=build /app/dist /app
CMD ["node", "/app/server.js"]
