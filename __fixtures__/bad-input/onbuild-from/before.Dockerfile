FROM debian:12.9
ONBUILD FROM alpine:3.24
