FROM debian:12.9
ONBUILD RUN apt-get install -y zip
RUN apt-get update && \
    apt-get install -y --no-install-recommends unzip
