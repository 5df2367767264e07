ARG NODE=22.23.2-bookworm
FROM node:22.23.2-alpine3.24 AS build
FROM node:22.23.2-bookworm-slim AS slim
FROM python:3.12.14-trixie AS shared
FROM python:3.12.14-slim-trixie AS narrowed
FROM node:${NODE}
