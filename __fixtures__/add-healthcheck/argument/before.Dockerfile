FROM python:3.13.5-slim
WORKDIR /app
COPY . .
EXPOSE 5000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
