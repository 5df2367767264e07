# syntax=docker/dockerfile:1
FROM composer:2.8.4 AS vendor
ARG MAGENTO_PUBLIC_KEY
WORKDIR /app
COPY composer.json composer.lock ./
RUN --mount=type=secret,id=magento_private_key \
    mkdir -p ~/.composer && \
    echo "{\"http-basic\": {\"repo.magento.com\": {\"username\": \"$MAGENTO_PUBLIC_KEY\", \"password\": \"$(cat /run/secrets/magento_private_key)\"}}}" > ~/.composer/auth.json && \
    composer install --no-dev && \
    rm ~/.composer/auth.json

FROM php:8.3-apache
COPY --from=vendor /app/vendor /var/www/vendor
