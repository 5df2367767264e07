FROM python:3.13.5-slim AS base
WORKDIR /app
RUN pip install gunicorn

FROM base AS worker
RUN groupadd -r -g 1001 appuser && useradd -r -m -u 1001 -g appuser appuser
COPY --chown=appuser:appuser worker.py .
RUN chown appuser:appuser /app
USER appuser
CMD ["python", "worker.py"]

FROM base AS web
RUN groupadd -r -g 1001 appuser && useradd -r -m -u 1001 -g appuser appuser
COPY --chown=appuser:appuser web.py .
RUN chown appuser:appuser /app
USER appuser
CMD ["gunicorn", "web:app"]
