ARG TAG
ARG A=3 B=13
ARG INSIDE=latest
FROM scratch AS s
FROM node:20.11.0-alpine3.19 AS exact
FROM ubuntu:22.04 AS release
FROM ubuntu:noble AS codename
FROM debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS digest
FROM debian:bookworm-20240101 AS dated
FROM ghcr.io/example/app:latest AS unknown
FROM node:4 AS gone
FROM node:${TAG} AS no-default
FROM python:${A}.${B} AS several
FROM redis:${INSIDE} AS inside
ARG INSIDE
FROM exact
