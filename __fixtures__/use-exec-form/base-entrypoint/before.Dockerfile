FROM postgres:17.2
CMD postgres -c max_connections=50
