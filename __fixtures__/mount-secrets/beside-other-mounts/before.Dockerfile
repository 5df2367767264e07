# syntax=docker/dockerfile:1.7
FROM python:3.12-slim
ARG PIP_TOKEN
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --extra-index-url https://ci:$PIP_TOKEN@pypi.example.com/simple private-lib
RUN <<EOF
curl -fsS -H "Authorization: Bearer ${PIP_TOKEN}" -o /licence https://example.com/licence
chmod 644 /licence
EOF
