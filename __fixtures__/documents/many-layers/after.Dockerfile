FROM debian:12.9
RUN apt-get update && \
    apt-get install -y --no-install-recommends \
        curl \
        vim \
    && apt-get clean \
    && rm -rf /var/lib/apt/lists/*
