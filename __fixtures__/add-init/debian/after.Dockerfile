FROM node:22.11.0-bookworm-slim
RUN apt-get update && \
    apt-get install -y --no-install-recommends \
        dumb-init \
    && rm -rf /var/lib/apt/lists/*
COPY server.js /app/
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "/app/server.js"]
