FROM debian:12.9
RUN mkdir /a && mkdir /b
# dockshift-ignore merge-runs: a layer that changes daily
RUN mkdir /c
RUN mkdir /d && mkdir /e
