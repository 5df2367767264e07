FROM node:22.11.0
WORKDIR /app
COPY --chown=1000:1000 a.js .
COPY b.js .
RUN chown -R node:node /app
