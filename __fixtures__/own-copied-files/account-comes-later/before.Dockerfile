FROM debian:12.9
COPY bin /opt/app
RUN useradd -r app && mkdir /x
RUN chown -R app:app /opt/app
