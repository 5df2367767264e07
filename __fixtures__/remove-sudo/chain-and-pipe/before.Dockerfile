FROM ubuntu:24.04
RUN apt-get update && apt-get install -y sudo curl && sudo ln -s /a /b
RUN curl -sL https://example.com/setup | sudo bash - && sudo rm -rf /tmp/x
