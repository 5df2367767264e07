FROM debian:12.9
RUN <<EOF
apt-get update
