FROM python:3.13.5
WORKDIR /app
COPY . .
RUN poetry install
CMD ["python", "app.py"]
