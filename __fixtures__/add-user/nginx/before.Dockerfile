FROM nginx:1.27.3
COPY dist /usr/share/nginx/html
EXPOSE 80
