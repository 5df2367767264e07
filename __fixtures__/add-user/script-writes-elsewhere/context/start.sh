#!/bin/sh
echo "listen $PORT" > /etc/app.conf
exec python app.py
