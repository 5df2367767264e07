FROM python:3.13.5-slim
COPY . /app
CMD python manage.py migrate && gunicorn app.wsgi > /proc/1/fd/1
