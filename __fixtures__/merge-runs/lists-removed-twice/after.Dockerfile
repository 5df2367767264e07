FROM debian:12.9
RUN apt-get update && \
    apt-get install -y --no-install-recommends tree && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*
