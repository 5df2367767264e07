FROM debian:12.9
COPY .netrc /root/.netrc
RUN git clone https://github.com/org/app.git /app
CMD ["/app/run.sh"]
