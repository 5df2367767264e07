FROM python:3.13.5-slim
COPY start.sh /usr/local/bin/
WORKDIR /app
COPY app.py .
CMD ["start.sh"]
