ARG NODE=22.23.2
FROM node:22.23.2-alpine3.24 AS build
FROM node:22.23.2-bookworm-slim AS slim
FROM node:${NODE}-alpine
