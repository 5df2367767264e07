# escape=`
FROM golang:1.27 AS a
FROM debian:12.15
