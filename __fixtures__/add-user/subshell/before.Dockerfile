FROM python:3.13.5-slim
WORKDIR /app
COPY . .
RUN (cd client && make) && mkdir -p uploads
CMD ["python", "app.py"]
