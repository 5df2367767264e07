FROM python:3.13.5-slim
WORKDIR /app
COPY . .
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD python -c "import socket; socket.create_connection(('127.0.0.1', 8000), 2).close()" || exit 1
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
