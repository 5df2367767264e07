FROM node:24-alpine AS a
FROM --platform=$BUILDPLATFORM golang AS b
FROM docker.io/library/debian:stable AS c
FROM a
FROM library/redis:latest
FROM alpine:latest AS alpine
