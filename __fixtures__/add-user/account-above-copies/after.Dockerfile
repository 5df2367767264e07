FROM python:3.13.5-slim
WORKDIR /app
COPY requirements.txt .
RUN useradd -r -u 1500 web
COPY --chown=web:web . .
RUN chown -R web:web /app
USER web
CMD ["python", "app.py"]
