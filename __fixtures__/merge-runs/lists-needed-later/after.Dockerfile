FROM debian:12.9
RUN apt-get update && \
    apt-get install -y wget
COPY setup.sh /
RUN apt-get install -y git
