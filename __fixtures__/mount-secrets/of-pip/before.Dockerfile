FROM python:3.12-slim
ARG github_token
RUN pip install git+https://$github_token@github.com/org/private-lib.git@v1.2 && pip install requests
