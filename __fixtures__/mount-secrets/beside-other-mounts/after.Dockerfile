# syntax=docker/dockerfile:1.7
FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=secret,id=pip_token \
    pip install --extra-index-url https://ci:$(cat /run/secrets/pip_token)@pypi.example.com/simple private-lib
