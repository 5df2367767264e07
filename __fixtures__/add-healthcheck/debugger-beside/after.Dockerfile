FROM node:22.11.0
COPY . /app
EXPOSE 3000 9229
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD node -e "require('net').connect(3000, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))" || exit 1
CMD ["node", "/app/server.js"]
