# syntax=docker/dockerfile:1
FROM python:3.12-slim AS build
RUN mkdir /root/.ssh
RUN ssh-keyscan gitlab.example.com > /root/.ssh/known_hosts
COPY requirements.txt .
RUN --mount=type=ssh \
    pip install -r requirements.txt

FROM python:3.12-slim
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
CMD ["python", "-m", "app"]
