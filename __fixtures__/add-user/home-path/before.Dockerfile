FROM python:3.13.5
WORKDIR /app
COPY . .
ENV PATH=/root/.local/bin:$PATH
CMD ["python", "app.py"]
