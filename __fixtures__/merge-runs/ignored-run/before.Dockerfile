FROM debian:12.9
RUN mkdir /a
RUN mkdir /b
# dockshift-ignore merge-runs: a layer that changes daily
RUN mkdir /c
RUN mkdir /d
RUN mkdir /e
