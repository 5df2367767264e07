FROM python:3.13.5-slim
COPY . /app
EXPOSE 8443
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD python -c "import socket; socket.create_connection(('127.0.0.1', 8443), 2).close()" || exit 1
CMD ["uvicorn", "app:app", "--port", "8443", "--ssl-keyfile", "/k"]
