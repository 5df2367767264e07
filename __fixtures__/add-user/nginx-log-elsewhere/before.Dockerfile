FROM nginx:1.27.3
COPY site.conf /etc/nginx/conf.d/default.conf
