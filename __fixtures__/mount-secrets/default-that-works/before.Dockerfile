FROM node:22.11.0
ARG API_TOKEN=none
RUN npm ci
