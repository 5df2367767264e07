FROM node:22.11.0
WORKDIR /app
RUN chown node:node /app
COPY --chown=node:node package.json ./
RUN npm install
COPY --chown=node:node . .
RUN mkdir -p /app/node_modules && chown node:node /app/node_modules
USER node
CMD ["npm", "run", "dev"]
