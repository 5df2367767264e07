FROM python:3.12.8 AS builder
COPY requirements.txt .
RUN pip install --user -r requirements.txt

FROM python:3.12.8-slim
WORKDIR /app
COPY --from=builder /root/.local /root/.local
ENV PATH=/root/.local/bin:$PATH
COPY app.py .
CMD ["python", "app.py"]
