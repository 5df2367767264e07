FROM debian:12.9
RUN apt-get update && apt-get install -y python3 && rm -rf /var/lib/apt/lists/*
CMD ["python3"]
