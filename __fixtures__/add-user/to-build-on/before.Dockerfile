FROM python:3.13.5-slim
RUN pip install flask
ONBUILD COPY . /app
CMD ["python", "/app/app.py"]
