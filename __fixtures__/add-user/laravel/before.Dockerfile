FROM php:8.3.14-cli
WORKDIR /app
COPY . .
RUN composer install --no-dev
CMD ["php", "artisan", "serve", "--host=0.0.0.0"]
