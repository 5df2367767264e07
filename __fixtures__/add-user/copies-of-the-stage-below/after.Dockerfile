FROM python:3.13.5-slim AS base
WORKDIR /app
COPY . .

FROM base
RUN groupadd -r -g 1001 appuser && useradd -r -m -u 1001 -g appuser appuser
RUN chown -R appuser:appuser /app
USER appuser
CMD ["python", "app.py"]
