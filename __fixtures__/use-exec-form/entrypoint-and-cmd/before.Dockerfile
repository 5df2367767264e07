FROM python:3.13.5-slim
COPY . /app
ENTRYPOINT python /app/app.py
CMD ["--help"]
