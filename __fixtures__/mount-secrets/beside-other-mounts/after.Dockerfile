# syntax=docker/dockerfile:1.7
FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=secret,id=pip_token \
    pip install --extra-index-url https://ci:$(cat /run/secrets/pip_token)@pypi.example.com/simple private-lib
RUN --mount=type=secret,id=pip_token <<EOF
curl -fsS -H "Authorization: Bearer $(cat /run/secrets/pip_token)" -o /licence https://example.com/licence
chmod 644 /licence
EOF
