FROM node:22.23.2-alpine3.24 AS build
FROM node:22.23.2-alpine3.24
COPY --from=build /a /a
