FROM python:3.13.5
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts
RUN pip install -r requirements.txt && rm -rf /root/.cache
ENV POETRY_VIRTUALENVS_CREATE=false
RUN poetry install
USER appuser
CMD ["python", "app.py"]
