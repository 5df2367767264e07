FROM alpine:3.20.3
RUN apk add --no-cache python3
RUN addgroup -S web && adduser -S -G web app
WORKDIR /srv/app

RUN chown app:web /srv/app

COPY --chown=app:web app.py .

USER app

CMD ["python3", "app.py"]
