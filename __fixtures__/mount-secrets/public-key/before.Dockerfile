FROM debian:12.9
ARG SSH_KEY
RUN mkdir -p /root/.ssh && echo "$SSH_KEY" >> /root/.ssh/authorized_keys
