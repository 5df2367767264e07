FROM python:3.13.5-slim
COPY . /app
CMD ["gunicorn", "app:app"]
