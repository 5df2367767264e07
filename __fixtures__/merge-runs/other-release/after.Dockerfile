FROM ubuntu:14.04
RUN apt-get update && \
    apt-get install -y \
        bzip2 \
        unzip \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/*
