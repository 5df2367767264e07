FROM debian:12.9
RUN apt-get update
RUN apt-get install -y curl \

RUN apt-get clean
RUN apt-get update
RUN apt-get install -y vim && \
# the editor
COPY a /b
