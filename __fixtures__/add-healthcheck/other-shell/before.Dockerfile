FROM debian:12.9
SHELL ["/bin/zsh", "-c"]
EXPOSE 80
CMD ["/usr/local/bin/server"]
