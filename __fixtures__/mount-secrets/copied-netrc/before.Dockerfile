FROM python:3.12-slim AS build
COPY requirements.txt .netrc /root/
RUN chmod 600 /root/.netrc
RUN pip wheel -w /wheels -r /root/requirements.txt
RUN rm /root/.netrc

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install /wheels/*
