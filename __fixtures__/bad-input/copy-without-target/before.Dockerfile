FROM debian:12.9
COPY app.js
