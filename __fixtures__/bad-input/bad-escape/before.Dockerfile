# escape=x
FROM debian:12.9
