# escape=`
FROM golang:latest
SHELL ["powershell", "-Command"]
RUN go version
