FROM node:22.11.0
WORKDIR /app
RUN chown node:node /app
COPY --chown=node:node . .
RUN npm ci
RUN mkdir -p /app/node_modules/@prisma /app/node_modules/prisma && \
    chown -R node:node /app/node_modules/@prisma /app/node_modules/prisma
USER node
CMD npx prisma migrate deploy && node dist/main.js
