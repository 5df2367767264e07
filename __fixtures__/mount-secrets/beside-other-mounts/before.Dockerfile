# syntax=docker/dockerfile:1.7
FROM python:3.12-slim
ARG PIP_TOKEN
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --extra-index-url https://ci:$PIP_TOKEN@pypi.example.com/simple private-lib
