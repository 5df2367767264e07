FROM nginx:1.27.3
COPY dist /usr/share/nginx/html
RUN touch /run/nginx.pid && \
    chown -R nginx:nginx /var/cache/nginx && \
    chown nginx:nginx /run/nginx.pid
USER nginx
EXPOSE 80
