FROM python:3.13.5-slim
ENV SCHEDULE=/var/lib/beat
WORKDIR /app
COPY . .
CMD ["python", "app.py"]
