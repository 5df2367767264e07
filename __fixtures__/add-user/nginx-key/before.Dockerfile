FROM nginx:1.27.3
COPY tls/server.key /etc/nginx/server.key
