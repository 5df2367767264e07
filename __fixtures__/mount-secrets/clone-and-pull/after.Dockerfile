# syntax=docker/dockerfile:1
FROM debian:12.9
ARG GIT_USER
RUN --mount=type=secret,id=git_password \
    git -c "url.https://$GIT_USER:$(cat /run/secrets/git_password)@git.example.com/.insteadOf=https://git.example.com/" clone "https://git.example.com/team/app.git" /src/app && cd /src/app && git -c "url.https://$GIT_USER:$(cat /run/secrets/git_password)@git.example.com/.insteadOf=https://git.example.com/" submodule update --init
WORKDIR /src/app
RUN --mount=type=secret,id=git_password \
    git -c "url.https://$GIT_USER:$(cat /run/secrets/git_password)@git.example.com/.insteadOf=https://git.example.com/" fetch --tags && git checkout v2
RUN git clone https://github.com/team/open.git /src/open
