FROM python:3.13.5-slim
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN touch server.log && mv server.log old.log && rm -rf data && mkdir data && mkdir cache && rm -r cache
RUN mkdir -p /app/data && chown -R appuser:appuser /app/data
USER appuser
CMD ["python", "app.py"]
