FROM ubuntu:24.04
SHELL ["/bin/bash", "-lc"]
RUN mkdir -p /opt/tools
RUN echo "export PATH=/opt/tools:$PATH" >> /root/.profile
RUN touch "$PATH"
