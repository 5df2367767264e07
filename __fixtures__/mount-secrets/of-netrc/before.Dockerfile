FROM python:3.12-slim AS build
ARG GITLAB_USER
ARG GITLAB_TOKEN
RUN printf "machine gitlab.com\nlogin ${GITLAB_USER}\npassword ${GITLAB_TOKEN}\n" > ~/.netrc
RUN chmod 600 ~/.netrc
COPY requirements.txt .
RUN pip wheel -w /wheels -r requirements.txt
RUN rm ~/.netrc

FROM python:3.12-slim
RUN --mount=from=build,source=/wheels,target=/wheels pip install /wheels/*
