FROM python:3.13.5-slim
WORKDIR /app
ADD app.tar.gz .
CMD ["python", "app.py"]
