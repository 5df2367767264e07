FROM python:3.13.5-slim
USER www-data
WORKDIR /app
COPY . .
USER root
RUN pip install flask
CMD ["python", "app.py"]
