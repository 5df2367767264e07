FROM node:22.11.0
WORKDIR /usr/src/app
COPY package.json yarn.lock ./

# all dependencies
ARG NPM_TOKEN
RUN echo "//registry.npmjs.org/:_authToken=${NPM_TOKEN}" >> .npmrc
RUN yarn install --production=false

COPY . .
RUN yarn build

# the ones that run
RUN yarn install --production=true
RUN rm -f .npmrc
CMD ["node", "lib/server.js"]
