# Debian's Apache with PHP, laid out as the official `-apache` image: directories that any user may write, logs on the
# standard output, the same signal to stop.
FROM dockshift-e2e/debian
COPY php/docker-php.conf php/apache2-foreground php/docker-php-entrypoint /
RUN apt-get update \
    && apt-get install -y --no-install-recommends apache2 curl libapache2-mod-php php-cli \
    && rm -rf /var/lib/apt/lists/* /var/www/html \
    && a2dismod -q mpm_event \
    && a2enmod -q mpm_prefork \
    && . /etc/apache2/envvars \
    && for directory in /var/lock/apache2 /var/run/apache2 /var/log/apache2 /var/www/html; do \
        rm -rf "$directory" && mkdir -p "$directory" && chown www-data:www-data "$directory" && chmod 1777 "$directory"; \
    done \
    && ln -s /dev/stderr /var/log/apache2/error.log \
    && ln -s /dev/stdout /var/log/apache2/access.log \
    && ln -s /dev/stdout /var/log/apache2/other_vhosts_access.log \
    && mv /docker-php.conf /etc/apache2/conf-available/ \
    && a2enconf -q docker-php \
    && mv /apache2-foreground /docker-php-entrypoint /usr/local/bin/ \
    && chmod 755 /usr/local/bin/apache2-foreground /usr/local/bin/docker-php-entrypoint
ENTRYPOINT ["docker-php-entrypoint"]
STOPSIGNAL SIGWINCH
WORKDIR /var/www/html
EXPOSE 80
CMD ["apache2-foreground"]
