FROM debian:12.9
RUN apt-get update && apt-get install -y texlive-full
RUN mkdir /app
RUN useradd app
