chown -R app /data
