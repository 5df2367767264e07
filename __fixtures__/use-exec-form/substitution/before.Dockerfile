FROM python:3.13.5-slim
CMD gunicorn -w $(nproc) app:app
