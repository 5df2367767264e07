FROM golang:1.23 AS build
ARG SSH_PRIVATE_KEY
ENV GIT_SSH_COMMAND="ssh -i /root/.ssh/id_rsa -o IdentitiesOnly=yes"
RUN echo "$SSH_PRIVATE_KEY" > /root/.ssh/id_rsa && go mod download && rm /root/.ssh/id_rsa
FROM debian:12.9
COPY --from=build /go /go
