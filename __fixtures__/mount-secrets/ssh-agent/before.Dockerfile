FROM python:3.12-slim AS build
ARG DEPLOY_KEY
RUN mkdir /root/.ssh
RUN echo "$DEPLOY_KEY" > /root/.ssh/id_ed25519
RUN chmod 600 /root/.ssh/id_ed25519
RUN ssh-keyscan gitlab.example.com > /root/.ssh/known_hosts
COPY requirements.txt .
RUN eval $(ssh-agent -s) && ssh-add /root/.ssh/id_ed25519 && pip install -r requirements.txt

FROM python:3.12-slim
COPY --from=build /usr/local/lib/python3.12/site-packages /usr/local/lib/python3.12/site-packages
CMD ["python", "-m", "app"]
