FROM python:3.13.5-alpine3.22
COPY app.py /app/
ENTRYPOINT ["python", "/app/app.py"]
CMD ["--verbose"]
