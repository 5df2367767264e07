# syntax=docker/dockerfile:1
FROM python:3.12-slim
RUN --mount=type=secret,id=github_token \
    pip install git+https://$(cat /run/secrets/github_token)@github.com/org/private-lib.git@v1.2 && pip install requests
