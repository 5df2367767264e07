FROM postgres:17.2
CMD exec postgres -c max_connections=50
