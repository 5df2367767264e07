FROM debian:12.9
RUN apt-get update && apt-get install -y curl
RUN echo "release 42" > /etc/release-name
RUN pip install flask
RUN curl -fsSL https://example.com/install | sh
