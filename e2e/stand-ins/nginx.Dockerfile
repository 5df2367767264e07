# Debian's nginx, laid out as the official image: its user, its directories and its way to start and to stop.
FROM dockshift-e2e/debian
COPY nginx/nginx.conf nginx/default.conf nginx/docker-entrypoint.sh /
RUN groupadd --system --gid 101 nginx \
    && useradd --system --gid nginx --no-create-home --home-dir /nonexistent --shell /bin/false --uid 101 nginx \
    && apt-get update \
    && apt-get install -y --no-install-recommends curl nginx-light \
    && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-* /var/lib/nginx /var/log/nginx/* \
    && mkdir -p /var/cache/nginx /etc/nginx/conf.d /docker-entrypoint.d \
    && ln -s /var/cache/nginx /var/lib/nginx \
    && mv /nginx.conf /etc/nginx/nginx.conf \
    && mv /default.conf /etc/nginx/conf.d/default.conf \
    && chmod 755 /docker-entrypoint.sh \
    && ln -s /dev/stdout /var/log/nginx/access.log \
    && ln -s /dev/stderr /var/log/nginx/error.log
ENTRYPOINT ["/docker-entrypoint.sh"]
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
