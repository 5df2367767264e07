FROM python:3.13.5-slim
COPY . /app
ENTRYPOINT ["/app/entry.sh"]
CMD python /app/app.py
