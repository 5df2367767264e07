FROM debian:12.9
Install curl
