FROM debian:12.9
SHELL ["/bin/bash", "-lc"]
CMD node server.js
