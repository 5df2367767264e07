FROM debian:12.9
CMD cd /app && . ./env
