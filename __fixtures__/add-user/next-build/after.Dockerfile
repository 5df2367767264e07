FROM node:22.11.0
WORKDIR /app
RUN chown node:node /app
COPY --chown=node:node . .
RUN npm ci && npm run build
RUN mkdir -p /app/.next && chown -R node:node /app/.next
USER node
CMD ["npm", "start"]
