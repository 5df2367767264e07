FROM debian:12.9
RUN apt-get update
RUN apt-get install -y php
RUN apt-get install -y php-fpm
