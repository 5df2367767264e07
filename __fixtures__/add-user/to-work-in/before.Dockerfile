FROM ubuntu:24.04
RUN apt-get update && apt-get install -y vim && rm -rf /var/lib/apt/lists/*
CMD ["bash"]
