FROM python:3.13.5-alpine3.22
RUN apk add --no-cache dumb-init
COPY app.py /app/
ENTRYPOINT ["dumb-init", "--", "python", "/app/app.py"]
CMD ["--verbose"]
