FROM ubuntu:24.04
RUN apt-get update && apt-get install -y sudo curl && ln -s /a /b
RUN curl -sL https://example.com/setup | bash - && rm -rf /tmp/x
