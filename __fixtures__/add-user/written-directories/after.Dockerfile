FROM python:3.13.5-slim
ENV UPLOADS=/data/uploads DATABASE_URL=sqlite:////var/lib/shop/shop.db
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN pip install -r requirements.txt
RUN mkdir logs && python manage.py collectstatic --no-input
RUN mkdir -p /app/logs /media /data/uploads /var/lib/shop /var/log/shop && \
    chown -R appuser:appuser /app/logs /media /data/uploads /var/lib/shop /var/log/shop
VOLUME ["/media"]
USER appuser
CMD ["gunicorn", "--access-logfile", "/var/log/shop/access.log", "shop.wsgi"]
