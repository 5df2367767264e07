FROM debian:12.9
RUN apt-get update && \
    apt-get install -y php && \
    apt-get install -y php-fpm && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
