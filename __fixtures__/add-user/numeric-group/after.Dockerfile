FROM python:3.13.5-slim
RUN groupadd -g 1000 staff2 && useradd -m -u 1000 -g 1000 app
WORKDIR /app
RUN chown app:1000 /app
COPY --chown=app:1000 . .
USER app
CMD ["python", "app.py"]
