FROM python:3.13.5-slim
WORKDIR /app
COPY . .
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD python -c "import os, socket; socket.create_connection(('127.0.0.1', os.environ['PORT']), 2).close()" || exit 1
CMD exec gunicorn --bind :$PORT --workers 1 app:app
