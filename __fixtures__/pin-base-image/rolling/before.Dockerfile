FROM archlinux AS a
FROM debian:sid-slim AS b
FROM alpine:edge AS c
FROM fedora AS d
FROM ubuntu:rolling AS e
