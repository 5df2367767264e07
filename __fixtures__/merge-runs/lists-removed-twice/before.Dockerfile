FROM debian:12.9
RUN apt-get update
RUN apt-get install -y tree
RUN rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*
RUN rm -rf /var/lib/apt/lists/*
RUN apt-get clean
