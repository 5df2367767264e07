FROM node:22.11.0
ARG NPM_TOKEN
RUN ["npm", "ci"]
