FROM node:22.11.0-alpine3.20
RUN apk add --no-cache tini
COPY server.js /app/
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "/app/server.js"]
