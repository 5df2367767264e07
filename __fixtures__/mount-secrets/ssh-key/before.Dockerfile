FROM golang:1.23-bookworm AS build
ARG SSH_PRIVATE_KEY
RUN mkdir -p ~/.ssh && umask 0077 && echo "${SSH_PRIVATE_KEY}" > ~/.ssh/id_rsa \
    && git config --global url."git@github.com:".insteadOf https://github.com/ \
    && ssh-keyscan github.com >> ~/.ssh/known_hosts
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
RUN rm ~/.ssh/id_rsa
COPY . .
RUN go build -o /server .

FROM debian:12.9-slim
COPY --from=build /server /server
CMD ["/server"]
