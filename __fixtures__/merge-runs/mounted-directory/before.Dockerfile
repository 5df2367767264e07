FROM debian:12.9
RUN cp /tmp/hosts /etc/
RUN cat /etc/hosts
RUN echo $PPID >/a
RUN echo $_ >/b
