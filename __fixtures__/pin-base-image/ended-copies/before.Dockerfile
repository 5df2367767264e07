FROM node:16.20.0 AS node
FROM debian:13.6
COPY --from=node:16.20.2 /usr/local/bin/node /usr/local/bin/
COPY --from=docker.io/bitnami/kubectl:1.29.4 /opt/bitnami/kubectl/bin/kubectl /usr/bin/
RUN --mount=type=bind,from=bitnami/kubectl:1.29.4,target=/k /k/bin/kubectl version
RUN --mount=from=python:3.8.20,target=/p /p/usr/local/bin/python -V
