ARG REGISTRY=docker.io
ARG MIRROR=docker.io/library/
ARG NODE=24.19.0-bookworm
FROM $REGISTRY/library/alpine:3.24.1 AS untagged
FROM ${REGISTRY}/library/debian:13.6 AS tagged
FROM ${MIRROR}golang:1.27.0-alpine3.24 AS prefixed
FROM ${REGISTRY}/library/node:${NODE} AS both
ARG REGISTRY
