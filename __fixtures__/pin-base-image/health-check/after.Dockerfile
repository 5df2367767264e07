FROM python:3.14.7-trixie
HEALTHCHECK CMD python -c "1"
CMD ["python", "app.py"]
