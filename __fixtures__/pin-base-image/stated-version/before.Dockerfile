ARG NODE=lts
FROM node:alpine AS build
FROM node:current-slim AS slim
FROM node:${NODE}-alpine
