# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
ARG GITLAB_USER
COPY requirements.txt .
RUN --mount=type=secret,id=gitlab_token \
    printf "machine gitlab.com\nlogin ${GITLAB_USER}\npassword $(cat /run/secrets/gitlab_token)\n" > ~/.netrc && \
    chmod 600 ~/.netrc && \
    GITLAB_TOKEN="$(cat /run/secrets/gitlab_token)" pip wheel -w /wheels -r requirements.txt && \
    rm -f ~/.netrc

FROM python:3.12-slim
RUN --mount=from=build,source=/wheels,target=/wheels pip install /wheels/*
