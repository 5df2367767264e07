FROM gcr.io/distroless/nodejs22-debian12
COPY server.js /app/
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD ["/nodejs/bin/node", "-e", "require('net').connect(3000, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))"]
CMD ["/app/server.js"]
