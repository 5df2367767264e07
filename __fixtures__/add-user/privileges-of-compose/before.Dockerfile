FROM python:3.13.5-slim
COPY app.py /app/
CMD ["python", "/app/app.py"]
