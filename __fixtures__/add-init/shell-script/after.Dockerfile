FROM alpine:3.20.3
RUN apk add --no-cache dumb-init
COPY worker.sh /app/
ENTRYPOINT ["dumb-init", "--"]
CMD ["/app/worker.sh"]
