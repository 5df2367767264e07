FROM nginx:1.27.3
COPY site.conf /etc/nginx/conf.d/default.conf
RUN touch /run/nginx.pid && \
    chown -R nginx:nginx /var/cache/nginx && \
    chown nginx:nginx /run/nginx.pid
USER nginx
