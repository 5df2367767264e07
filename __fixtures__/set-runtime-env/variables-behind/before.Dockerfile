FROM python:3.13.5-slim
ENV PORT=8000
COPY app.py /
CMD ["python", "/app.py"]
EXPOSE $PORT
