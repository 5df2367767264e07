FROM debian:12.9
COPY install-tools /usr/local/bin/
RUN apt-get update && \
    apt-get install -y --no-install-recommends tree
WORKDIR /x
RUN install-tools
