FROM postgres:17.2
COPY init.sql /docker-entrypoint-initdb.d/
