FROM python:3.13.5-slim
RUN groupadd -g 1001 media
WORKDIR /app
RUN groupadd -r -g 1002 appuser && \
    useradd -r -m -u 1002 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
USER appuser
CMD ["python", "app.py"]
