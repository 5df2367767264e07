FROM node:22.11.0
ARG GITHUB_TOKEN
RUN npm install git+https://$GITHUB_TOKEN@github.com/org/lib.git
