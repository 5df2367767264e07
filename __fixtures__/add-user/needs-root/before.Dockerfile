FROM phpmyadmin:5.2.1
COPY config.user.inc.php /etc/phpmyadmin/
