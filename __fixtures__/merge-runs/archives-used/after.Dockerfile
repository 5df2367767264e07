FROM debian:12.9
RUN apt-get update && \
    apt-get install -d -y --no-install-recommends nano
RUN mkdir /out && cp /var/cache/apt/archives/*.deb /out/
