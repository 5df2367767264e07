FROM ubuntu:14.04
RUN apt-get update
RUN apt-get install -y unzip
RUN apt-get install -y bzip2
