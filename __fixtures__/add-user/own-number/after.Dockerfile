FROM node:22.11.0
WORKDIR /app
RUN groupadd -r -g 10001 appuser && \
    useradd -r -m -u 10001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
USER appuser
CMD ["node", "server.js"]
