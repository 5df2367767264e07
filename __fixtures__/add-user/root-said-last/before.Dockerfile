FROM python:3.13.5-slim
WORKDIR /app
COPY . .
USER root
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
