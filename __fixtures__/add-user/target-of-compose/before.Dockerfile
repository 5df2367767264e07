FROM python:3.13.5-slim AS base
WORKDIR /app
RUN pip install gunicorn

FROM base AS worker
COPY worker.py .
CMD ["python", "worker.py"]

FROM base AS web
COPY web.py .
CMD ["gunicorn", "web:app"]
