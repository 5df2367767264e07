FROM php:8.3.14-apache
WORKDIR /var/www
COPY app.php .
RUN chown -R 1001:1001 /var/www
