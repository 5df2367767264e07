FROM debian:12.9
RUN apt-get update
RUN apt-get install -d -y nano
RUN mkdir /out
RUN cp /var/cache/apt/archives/*.deb /out/
