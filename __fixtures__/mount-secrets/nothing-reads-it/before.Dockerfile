FROM debian:12.9-slim
ARG API_TOKEN
ARG VERSION=1
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
CMD ["curl", "--version"]
