FROM debian:12.9
RUN --mnt=type=cache,target=/root/.cache make
