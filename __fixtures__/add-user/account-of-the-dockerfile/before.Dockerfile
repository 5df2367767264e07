FROM alpine:3.20.3
RUN apk add --no-cache python3
RUN addgroup -S web && adduser -S -G web app
WORKDIR /srv/app

COPY app.py .

CMD ["python3", "app.py"]
