FROM debian:12.9
ARG ROOT_PASSWORD
RUN echo "root:$ROOT_PASSWORD" | chpasswd
