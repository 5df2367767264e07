FROM debian:12.9 AS asked
RUN apt-get update && \
    apt-get install -y --install-recommends tree && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
FROM debian:12.9 AS set
RUN apt-get update && \
    apt-get install -y -o APT::Install-Recommends=true tree && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
FROM debian:12.9 AS broken
RUN apt-get update && \
    apt-get install -f -y && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
FROM debian:12.9
RUN apt-get update && \
    apt-get install -y --no-install-recommends tree git && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
