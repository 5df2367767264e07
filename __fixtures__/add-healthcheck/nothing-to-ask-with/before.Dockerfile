FROM gcr.io/distroless/static-debian12
COPY server /
EXPOSE 8080
ENTRYPOINT ["/server"]
