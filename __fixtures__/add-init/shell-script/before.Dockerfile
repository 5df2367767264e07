FROM alpine:3.20.3
COPY worker.sh /app/
CMD ["/app/worker.sh"]
