# syntax=docker/dockerfile:1
FROM node:22.11.0
WORKDIR /usr/src/app
COPY package.json yarn.lock ./

# all dependencies
RUN --mount=type=secret,id=npm_token \
    echo "//registry.npmjs.org/:_authToken=$(cat /run/secrets/npm_token)" >> .npmrc && \
    yarn install --production=false && \
    rm -f .npmrc

COPY . .
RUN yarn build

# the ones that run
RUN --mount=type=secret,id=npm_token \
    echo "//registry.npmjs.org/:_authToken=$(cat /run/secrets/npm_token)" >> .npmrc && \
    yarn install --production=true && \
    sed -i '$d' .npmrc
RUN rm -f .npmrc
CMD ["node", "lib/server.js"]
