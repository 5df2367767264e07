FROM amazonlinux:2023.6.20241121.0
WORKDIR /app
COPY app.py .
CMD ["python3", "app.py"]
