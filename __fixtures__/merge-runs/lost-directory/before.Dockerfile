FROM debian:12.9
WORKDIR /app
COPY x /x
RUN rm -rf /app && mkdir /app
RUN cp /x .
WORKDIR /srv/app
RUN mv /srv /old
RUN mkdir data
