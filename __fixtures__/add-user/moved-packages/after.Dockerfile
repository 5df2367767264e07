FROM python:3.12.8 AS builder
COPY requirements.txt .
RUN pip install --user -r requirements.txt

FROM python:3.12.8-slim
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --from=builder --chown=appuser:appuser /root/.local /home/appuser/.local
ENV PATH=/home/appuser/.local/bin:$PATH
COPY --chown=appuser:appuser app.py .
USER appuser
CMD ["python", "app.py"]
