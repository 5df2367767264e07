FROM debian:12.9 AS dl
RUN apt-get update
RUN apt-get install -y --no-install-recommends unzip
FROM scratch
COPY --from=dl / /
RUN apt-get install -y zip
