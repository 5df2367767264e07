ARG NODE
ARG ALPINE=3
ARG VARIANT=slim
FROM golang:${GO:-1}-alpine AS build
FROM node:${NODE:-lts} AS node
FROM alpine:${ALPINE:-2} AS alpine
FROM python:3-${VARIANT:-alpine} AS python
FROM ${BASE-debian:latest}
