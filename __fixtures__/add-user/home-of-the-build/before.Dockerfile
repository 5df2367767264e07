FROM python:3.13.5
WORKDIR /app
COPY . .
RUN mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts
RUN pip install -r requirements.txt && rm -rf /root/.cache
ENV POETRY_VIRTUALENVS_CREATE=false
RUN poetry install
CMD ["python", "app.py"]
