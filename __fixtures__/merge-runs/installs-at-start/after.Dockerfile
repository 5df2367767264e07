FROM debian:12.9
RUN apt-get update && \
    apt-get install -y --no-install-recommends unzip
CMD apt-get install -y zip && run
