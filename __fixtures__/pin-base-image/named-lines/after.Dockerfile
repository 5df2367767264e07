FROM node:krypton-alpine AS codename
FROM node:lts AS channel
FROM node:24-slim AS number
FROM nginx:1.31.4-alpine AS n
FROM nginx:1.30.4-alpine3.24 AS server
FROM debian:12.9 AS d
FROM debian:stable-20260803-slim
