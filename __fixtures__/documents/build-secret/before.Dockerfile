FROM ubuntu:22.04

# NEVER DO THIS - commits secrets to layer history!
ARG GITHUB_TOKEN
RUN git clone https://$GITHUB_TOKEN@github.com/org/private-repo.git
