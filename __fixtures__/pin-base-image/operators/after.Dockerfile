FROM python:3.12.14-slim-trixie AS a
FROM ruby:3.4.10-slim-trixie AS b
FROM php:8.2.33-cli-trixie AS c
FROM amazoncorretto:17.0.20-al2023
