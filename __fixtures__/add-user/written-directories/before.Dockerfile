FROM python:3.13.5-slim
ENV UPLOADS=/data/uploads DATABASE_URL=sqlite:////var/lib/shop/shop.db
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
RUN mkdir logs && python manage.py collectstatic --no-input
VOLUME ["/media"]
CMD ["gunicorn", "--access-logfile", "/var/log/shop/access.log", "shop.wsgi"]
