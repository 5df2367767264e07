FROM ubuntu:24.04
USER ubuntu
RUN sudo rm /x
