FROM python:3.13.5
WORKDIR /app
COPY . .
RUN curl -LsSf https://astral.sh/uv/install.sh | sh
CMD ["python", "app.py"]
