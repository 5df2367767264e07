FROM debian:12.9
COPY run.sh plain.sh /
CMD exec /plain.sh
