ARG REGISTRY=docker.io
ARG MIRROR=docker.io/library/
ARG NODE=24
FROM $REGISTRY/library/alpine AS untagged
FROM ${REGISTRY}/library/debian:latest AS tagged
FROM ${MIRROR}golang:1-alpine AS prefixed
FROM ${REGISTRY}/library/node:${NODE} AS both
ARG REGISTRY
