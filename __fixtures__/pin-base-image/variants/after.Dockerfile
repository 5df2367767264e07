FROM node:24.19.0-alpine3.24 AS a
FROM --platform=$BUILDPLATFORM golang:1.27.0-trixie AS b
FROM docker.io/library/debian:stable-20260803 AS c
FROM a
FROM library/redis:8.10.1-trixie
FROM alpine:3.24.1 AS alpine
