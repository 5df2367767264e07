FROM alpine:3.20.3
COPY start.sh /app/
CMD ["/app/start.sh"]
