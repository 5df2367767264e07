FROM nginx:1.27.3
COPY dist /usr/share/nginx/html
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD curl -sS -o /dev/null http://127.0.0.1:80/ || exit 1
