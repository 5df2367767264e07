FROM debian:12.9
RUN echo a
RUNN echo b
