FROM registry.example/team/base:1
RUN sudo rm /x
