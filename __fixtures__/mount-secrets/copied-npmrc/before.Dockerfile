FROM node:22.11.0 AS build
WORKDIR /app
COPY .npmrc ./
COPY package.json package-lock.json ./
RUN npm ci && rm -f .npmrc
COPY src ./src
RUN npm run build

FROM node:22.11.0
COPY --from=build /app/dist /app
CMD ["node", "/app/server.js"]
