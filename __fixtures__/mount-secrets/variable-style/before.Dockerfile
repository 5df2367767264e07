# syntax=docker/dockerfile:1.4
FROM php:8.3-cli
ARG COMPOSER_AUTH
WORKDIR /app
COPY . .
RUN composer install --no-dev
RUN composer config -g github-oauth.github.com $COMPOSER_AUTH && composer update && composer config -g --unset github-oauth.github.com
