FROM gcr.io/distroless/nodejs22-debian12
COPY server.js /app/
EXPOSE 3000
CMD ["/app/server.js"]
