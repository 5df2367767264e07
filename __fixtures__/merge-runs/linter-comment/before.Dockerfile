FROM debian:12.9
RUN mkdir /a
# hadolint ignore=DL3059
RUN mkdir /b
