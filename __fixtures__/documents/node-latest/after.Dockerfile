FROM node:26.7.0-trixie
RUN apt-get update && \
    apt-get install -y --no-install-recommends \
        dumb-init \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN chown node:node /app
COPY --chown=node:node package*.json ./
RUN npm install
COPY --chown=node:node . .
ENV NODE_ENV=production
USER node
# Running as root!
# Using :latest tag
# Including dev dependencies in final image
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD node -e "require('net').connect(3000, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))" || exit 1
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "server.js"]
