FROM node:22-alpine AS build
FROM node:alpine
COPY --from=build /a /a
