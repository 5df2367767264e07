FROM python:3.13.5-slim
COPY . /app
CMD ["celery", "-A", "app", "worker"]
