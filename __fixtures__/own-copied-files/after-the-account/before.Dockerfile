FROM debian:12.9
RUN useradd -r app
COPY bin conf /opt/app/
RUN chown -R app:app /opt/app
USER app
