FROM python:3.13.5-slim-bookworm
RUN sed -i s/deb.debian.org/mirror.example/ /etc/apt/sources.list.d/debian.sources
COPY app.py /
CMD ["python", "/app.py"]
