FROM debian:12.9
# tools
RUN apt-get update && \
    # for downloads
    apt-get install -y --no-install-recommends curl && \
    # an editor
    apt-get install -y --no-install-recommends vim && \
    # the rest
    apt-get install -y --no-install-recommends git && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
