FROM python:3.13.5-slim
COPY job.py /
CMD ["python", "/job.py"]
