FROM debian:12.9
CMD trap exit INT; /server
