FROM debian:12.9
RUN apt-get update; apt-get install -y curl
RUN apt-get install -y vim || true
RUN mkdir /a # for later
RUN ["mkdir", "/b"]
RUN <<EOF
mkdir /c
EOF
RUN mkdir /d &
RUN mkdir /e
