FROM debian:12.9
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
RUN { mkdir /a; mkdir /b; }
RUN mkdir /c
