FROM php:8.3.14-cli
WORKDIR /app
RUN chown www-data:www-data /app
COPY --chown=www-data:www-data . .
RUN composer install --no-dev
RUN mkdir -p /app/storage /app/bootstrap/cache && \
    chown -R www-data:www-data /app/storage /app/bootstrap/cache
USER www-data
CMD ["php", "artisan", "serve", "--host=0.0.0.0"]
