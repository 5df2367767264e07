FROM debian:12.9 AS asked
RUN apt-get update
RUN apt-get install -y --install-recommends tree
FROM debian:12.9 AS set
RUN apt-get update
RUN apt-get install -y -o APT::Install-Recommends=true tree
FROM debian:12.9 AS broken
RUN apt-get update
RUN apt-get install -f -y
FROM debian:12.9
RUN apt-get update
RUN apt-get install -y tree git
