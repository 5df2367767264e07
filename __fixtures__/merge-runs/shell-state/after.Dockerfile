FROM debian:12.9
RUN cd /tmp && mkdir a
RUN mkdir b && export A=1 && touch c
RUN touch d && set -ex && touch e
RUN touch f
