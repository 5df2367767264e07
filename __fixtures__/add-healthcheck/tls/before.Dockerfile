FROM python:3.13.5-slim
COPY . /app
EXPOSE 8443
CMD ["uvicorn", "app:app", "--port", "8443", "--ssl-keyfile", "/k"]
