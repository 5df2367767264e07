FROM python:3.13.5-slim
ENV KEY=/app/tls/server.key
WORKDIR /app
COPY . .
RUN openssl req -x509 -nodes -newkey rsa:2048 -subj /CN=app -keyout $KEY -out /app/tls/server.crt
CMD ["python", "app.py"]
