FROM debian:12.9
RUN apt-get update && \
    apt-get install -y --no-install-recommends wget
COPY setup.sh /
RUN /setup.sh
