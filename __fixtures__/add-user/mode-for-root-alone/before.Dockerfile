FROM python:3.13.5-slim
WORKDIR /app
COPY . .
COPY --chmod=600 secret.json /etc/secret.json
CMD ["python", "app.py"]
