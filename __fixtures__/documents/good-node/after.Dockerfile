# Build stage
FROM node:20.11.0-alpine3.19 AS builder

# Create app user
RUN addgroup -g 1001 -S appgroup && \
    adduser -u 1001 -S appuser -G appgroup

WORKDIR /build

# Copy dependency files first (better layer caching)
COPY --chown=appuser:appgroup package*.json ./

# Install dependencies (including dev deps for build)
RUN npm ci --only=production && \
    npm cache clean --force

# Copy application code
COPY --chown=appuser:appgroup . .

# Build if needed (e.g., TypeScript compilation)
# RUN npm run build

# Runtime stage
FROM node:20.11.0-alpine3.19

# Install dumb-init for proper signal handling
RUN apk add --no-cache dumb-init

# Create app user (same UID/GID as build stage)
RUN addgroup -g 1001 -S appgroup && \
    adduser -u 1001 -S appuser -G appgroup

WORKDIR /app

# Copy only necessary files from builder
COPY --from=builder --chown=appuser:appgroup /build/node_modules ./node_modules
COPY --from=builder --chown=appuser:appgroup /build/*.js ./
COPY --from=builder --chown=appuser:appgroup /build/package.json ./

ENV NODE_ENV=production

# Switch to non-root user
USER appuser

# Use specific port
EXPOSE 3000

# Health check
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD node -e "require('http').get('http://localhost:3000/health', (r) => process.exit(r.statusCode === 200 ? 0 : 1))"

# Use dumb-init to handle signals properly
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "server.js"]
