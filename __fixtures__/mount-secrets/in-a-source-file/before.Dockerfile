FROM node:22.11.0
ARG API_TOKEN
COPY . .
RUN sed -i "s/%TOKEN%/$API_TOKEN/" src/index.js
