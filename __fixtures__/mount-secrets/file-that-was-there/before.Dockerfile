FROM node:22.11.0
WORKDIR /app
COPY . .
ARG NPM_TOKEN
RUN echo "//npm.example.com/:_authToken=$NPM_TOKEN" >> .npmrc && npm ci --omit=dev
CMD ["node", "server.js"]
