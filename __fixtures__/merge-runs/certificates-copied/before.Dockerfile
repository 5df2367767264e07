FROM debian:12.9 AS build
RUN apt-get update
RUN apt-get install -y curl
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
