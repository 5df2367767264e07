FROM python:3.13.5-slim
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
ADD app.tar.gz .
RUN chown -R appuser:appuser /app
USER appuser
CMD ["python", "app.py"]
