# syntax=docker/dockerfile:1
FROM php:8.3-cli
WORKDIR /app
COPY . .
RUN --mount=type=secret,id=composer_auth,env=COMPOSER_AUTH \
    composer install --no-dev
RUN --mount=type=secret,id=composer_auth,env=COMPOSER_AUTH \
    composer config -g github-oauth.github.com $COMPOSER_AUTH && composer update && composer config -g --unset github-oauth.github.com
