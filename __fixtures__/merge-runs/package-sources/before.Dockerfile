FROM debian:12.9
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl gnupg
RUN curl -fsSL https://example.com/key.gpg | apt-key add -
RUN echo "deb https://example.com/apt stable main" > /etc/apt/sources.list.d/example.list
RUN apt-get update && apt-get install -y --no-install-recommends example
