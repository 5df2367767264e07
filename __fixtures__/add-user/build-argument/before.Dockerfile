FROM python:3.13.5-slim
ARG HOME_DIR=/srv/app
WORKDIR $HOME_DIR
COPY . .
CMD ["python", "app.py"]
