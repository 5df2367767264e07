ARG NODE=latest
FROM node:alpine AS build
FROM node:slim AS slim
FROM python AS shared
FROM python:3-slim AS narrowed
FROM node:${NODE}
