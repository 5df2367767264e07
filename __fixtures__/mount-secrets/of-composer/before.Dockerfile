FROM composer:2.8.4 AS vendor
ARG MAGENTO_PUBLIC_KEY
ARG MAGENTO_PRIVATE_KEY
WORKDIR /app
COPY composer.json composer.lock ./
RUN mkdir -p ~/.composer && \
    echo "{\"http-basic\": {\"repo.magento.com\": {\"username\": \"$MAGENTO_PUBLIC_KEY\", \"password\": \"$MAGENTO_PRIVATE_KEY\"}}}" > ~/.composer/auth.json && \
    composer install --no-dev && \
    rm ~/.composer/auth.json

FROM php:8.3-apache
COPY --from=vendor /app/vendor /var/www/vendor
