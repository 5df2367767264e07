FROM debian:12.9
RUN apt-get update
RUN apt-get install -y --no-install-recommends unzip
RUN timeout 60 apt-get install -y zip
