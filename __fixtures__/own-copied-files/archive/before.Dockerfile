FROM node:22.11.0
WORKDIR /app
ADD x.tar.gz .
RUN chown -R node:node /app
