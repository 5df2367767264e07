FROM node:26.7.0-trixie
WORKDIR /app
COPY package*.json ./
RUN npm install
COPY . .
# Running as root!
# Using :latest tag
# Including dev dependencies in final image
EXPOSE 3000
CMD ["node", "server.js"]
