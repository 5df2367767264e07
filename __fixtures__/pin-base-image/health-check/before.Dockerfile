FROM python:latest
HEALTHCHECK CMD python -c "1"
CMD ["python", "app.py"]
