FROM node:22.11.0 AS build
ARG REACT_APP_MAPBOX_TOKEN
COPY . .
RUN npm run build
