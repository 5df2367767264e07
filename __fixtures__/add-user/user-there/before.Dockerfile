FROM python:3.13.5-slim
RUN useradd app
WORKDIR /app
COPY . .
USER app
CMD ["python", "app.py"]
