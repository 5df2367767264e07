FROM python:3.13.5-slim
WORKDIR /app
COPY . .
RUN touch server.log && mv server.log old.log && rm -rf data && mkdir data && mkdir cache && rm -r cache
CMD ["python", "app.py"]
