FROM debian:12.9
COPY install-tools /usr/local/bin/
RUN apt-get update
RUN apt-get install -y tree
WORKDIR /x
RUN install-tools
