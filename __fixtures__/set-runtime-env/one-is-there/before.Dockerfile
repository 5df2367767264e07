FROM python:3.13.5-slim
ENV PYTHONUNBUFFERED=1
COPY app.py /
CMD ["python", "/app.py"]
