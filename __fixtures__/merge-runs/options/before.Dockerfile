FROM opensuse/leap:15.6
RUN zypper -n install curl
RUN zypper -n install bash
FROM opensuse/leap:15.6
RUN zypper in -y -t pattern devel_basis
RUN zypper in -y -t pattern apparmor
FROM fedora:44
RUN dnf install -y --disableplugin subscription-manager wget
RUN dnf install -y --disableplugin subscription-manager curl
FROM fedora:44
RUN dnf install -y --best-effort wget
RUN dnf install -y --best-effort curl
FROM debian:12.9
RUN apt-get install -yt stable curl
RUN apt-get install -yt stable bash
FROM alpine:3.22.5
RUN apk add -qt .build-deps gcc
RUN apk add curl
