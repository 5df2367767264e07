FROM python:3.13.5-slim
RUN groupadd -g 1001 media
WORKDIR /app
COPY . .
CMD ["python", "app.py"]
