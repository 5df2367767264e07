FROM python:3.13.5-slim
ENV PORT=8000
COPY . /app
CMD gunicorn --bind :$PORT app:app
