FROM node:22.11.0
WORKDIR /app
ARG SENTRY_AUTH_TOKEN
COPY . .
RUN npm ci && npm run build && ./upload.sh "$SENTRY_AUTH_TOKEN"
CMD ["node", "server.js"]
