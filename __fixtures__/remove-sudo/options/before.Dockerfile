FROM ubuntu:24.04
RUN sudo -u www-data touch /x && sudo A=b make
