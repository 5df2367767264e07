FROM alpine:3.20.3
COPY server /server
CMD ["/server"]
