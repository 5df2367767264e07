FROM python:3.13.5-slim
RUN groupadd -g 1000 staff2 && useradd -m -u 1000 -g 1000 app
WORKDIR /app
COPY . .
CMD ["python", "app.py"]
