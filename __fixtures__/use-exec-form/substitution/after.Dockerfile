FROM python:3.13.5-slim
CMD exec gunicorn -w $(nproc) app:app
