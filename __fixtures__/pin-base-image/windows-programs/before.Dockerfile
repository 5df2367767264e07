FROM golang:1.27 AS paths
COPY . C:/app
FROM python:3.14 AS program
CMD ["cmd","/S","/C","dir"]
FROM python:3.14 AS linux
RUN echo "not cmd, but C::B"
