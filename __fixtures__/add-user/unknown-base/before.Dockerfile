FROM registry.example/team/base:1.2
COPY . /app
CMD ["python", "/app/app.py"]
