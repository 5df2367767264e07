FROM debian:12.9
COPY run.sh plain.sh /
CMD ["/run.sh"]
