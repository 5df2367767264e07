FROM python:3.13.5-slim AS base
WORKDIR /app
COPY . .

FROM base
CMD ["python", "app.py"]
