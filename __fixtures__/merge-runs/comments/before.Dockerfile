FROM debian:12.9
# tools
RUN apt-get update
# for downloads
RUN apt-get install -y curl && \
    # an editor
    apt-get install -y vim
# the rest
RUN apt-get install -y git
