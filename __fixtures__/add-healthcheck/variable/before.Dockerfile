FROM python:3.13.5-slim
WORKDIR /app
COPY . .
CMD exec gunicorn --bind :$PORT --workers 1 app:app
