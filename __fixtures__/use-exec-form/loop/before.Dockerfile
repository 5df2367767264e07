FROM debian:12.9
CMD while true; do /job; sleep 60; done
