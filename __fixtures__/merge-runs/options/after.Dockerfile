FROM opensuse/leap:15.6
RUN zypper -n install \
        bash \
        curl
FROM opensuse/leap:15.6
RUN zypper in -y -t pattern \
        apparmor \
        devel_basis
FROM fedora:44
RUN dnf install -y --disableplugin subscription-manager \
        curl \
        wget \
    && dnf clean all
FROM fedora:44
RUN dnf install -y --best-effort wget && \
    dnf install -y --best-effort curl && \
    dnf clean all
FROM debian:12.9
RUN apt-get install -yt stable curl && \
    apt-get install -yt stable bash && \
    apt-get clean && \
    rm -rf /var/lib/apt/lists/*
FROM alpine:3.22.5
RUN apk add -qt .build-deps gcc && \
    apk add --no-cache curl
