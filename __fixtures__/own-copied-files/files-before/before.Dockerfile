FROM node:22.11.0
RUN mkdir /app && touch /app/x
COPY a.js /app/
RUN chown -R node:node /app
