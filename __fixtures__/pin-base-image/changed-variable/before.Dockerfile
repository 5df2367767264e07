ARG V=yes
ARG W=24.1
FROM node:${V:+24}
FROM node:${W%.*}
FROM "node:24"
FROM no\
de:24
