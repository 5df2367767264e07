# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
COPY requirements.txt /root/
RUN --mount=type=secret,id=netrc,target=/root/.netrc,required=true \
    pip wheel -w /wheels -r /root/requirements.txt

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install /wheels/*
