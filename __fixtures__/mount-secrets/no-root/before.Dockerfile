FROM node:22.11.0
WORKDIR /home/node/app
ARG NPM_TOKEN
USER node
COPY package.json .npmrc ./
RUN npm install
CMD ["node", "server.js"]
