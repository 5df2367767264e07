FROM python:3.12.8 AS builder
RUN pip install --user django

FROM python:3.12.8-slim
WORKDIR /app
COPY --from=builder /root/.local /root/.local
ENV PATH=/root/.local/bin:$PATH
COPY . .
RUN python manage.py collectstatic --no-input
CMD ["gunicorn", "app.wsgi"]
