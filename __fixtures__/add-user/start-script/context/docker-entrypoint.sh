#!/bin/sh
set -e
python manage.py migrate
mkdir -p /app/logs
exec "$@"
