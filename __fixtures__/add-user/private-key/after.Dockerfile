FROM python:3.13.5-slim
ENV KEY=/app/tls/server.key
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN openssl req -x509 -nodes -newkey rsa:2048 -subj /CN=app -keyout $KEY -out /app/tls/server.crt
RUN chown appuser:appuser /app/tls/server.key /app/tls/server.crt
USER appuser
CMD ["python", "app.py"]
