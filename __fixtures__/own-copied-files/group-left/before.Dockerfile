FROM node:22.11.0
WORKDIR /app
COPY . .
RUN chown -R node /app
