FROM python:3.13.5-slim
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN pip install -r requirements.txt && python manage.py migrate
RUN chown -R appuser:appuser /app
USER appuser
CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]
