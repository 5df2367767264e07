FROM debian:12.9
ARG API_TOKEN
RUN echo "using $API_TOKEN"
