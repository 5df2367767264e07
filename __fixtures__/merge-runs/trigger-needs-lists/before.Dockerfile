FROM debian:12.9
ONBUILD RUN apt-get install -y zip
RUN apt-get update
RUN apt-get install -y unzip
