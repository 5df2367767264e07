FROM node:22.11.0
WORKDIR /app
ARG GITHUB_TOKEN
RUN export GITHUB_TOKEN=$GITHUB_TOKEN

COPY package.json ./
RUN npm install
CMD ["node", "server.js"]
