ARG NODE
ARG ALPINE=3.24.1
ARG VARIANT=slim
FROM golang:${GO:-1.27.0}-alpine AS build
FROM node:${NODE:-24.19.0-bookworm} AS node
FROM alpine:${ALPINE:-2} AS alpine
FROM python:3-${VARIANT:-alpine} AS python
FROM ${BASE-debian:13.6}
