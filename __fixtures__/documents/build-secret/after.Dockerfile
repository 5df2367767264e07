# syntax=docker/dockerfile:1
FROM ubuntu:22.04

# NEVER DO THIS - commits secrets to layer history!
RUN --mount=type=secret,id=github_token \
    git -c "url.https://$(cat /run/secrets/github_token)@github.com/.insteadOf=https://github.com/" clone https://github.com/org/private-repo.git
