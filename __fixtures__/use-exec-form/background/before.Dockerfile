FROM debian:12.9
CMD /helper & /server
