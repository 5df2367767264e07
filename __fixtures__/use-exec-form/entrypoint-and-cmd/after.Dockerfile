FROM python:3.13.5-slim
COPY . /app
ENTRYPOINT exec python /app/app.py
CMD ["--help"]
