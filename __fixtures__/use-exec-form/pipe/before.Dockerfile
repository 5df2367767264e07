FROM debian:12.9
CMD tail -f /var/log/app.log | grep -v debug
