FROM debian:12.9
RUN apt-get update \
    && apt-get install -y --no-install-recommends wget \
    && rm -rf /var/lib/apt/lists/*
RUN apt-get update \
    && apt-get install -y --no-install-recommends gpg \
    && rm -rf /var/lib/apt/lists/*
