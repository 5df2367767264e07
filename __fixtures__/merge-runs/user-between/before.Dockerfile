FROM debian:12.9
RUN mkdir /a
USER nobody
RUN mkdir /tmp/b
ENV A=1
RUN mkdir /tmp/c
WORKDIR /tmp
RUN mkdir d
ARG B
RUN mkdir e
COPY x /
RUN mkdir f
