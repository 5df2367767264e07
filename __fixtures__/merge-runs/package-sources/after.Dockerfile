FROM debian:12.9
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl gnupg && \
    curl -fsSL https://example.com/key.gpg | apt-key add - && \
    echo "deb https://example.com/apt stable main" > /etc/apt/sources.list.d/example.list && \
    apt-get update && apt-get install -y --no-install-recommends example && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
