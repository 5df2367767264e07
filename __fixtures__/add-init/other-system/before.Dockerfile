FROM registry.access.redhat.com/ubi9/nodejs-22
COPY server.js /app/
CMD ["node", "/app/server.js"]
