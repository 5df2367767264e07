FROM python:3.13.5-slim
COPY . /app
CMD ["gunicorn", "--bind", "unix:/run/app.sock", "app:app"]
