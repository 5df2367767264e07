FROM debian:12.9
RUN --mount=type=cache,target=/var/cache/apt apt-get update
RUN apt-get install -y curl
RUN --network=none mkdir /a
RUN mkdir /b
