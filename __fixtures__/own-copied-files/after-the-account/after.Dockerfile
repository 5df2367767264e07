FROM debian:12.9
RUN useradd -r app
COPY --chown=app:app bin conf /opt/app/
RUN chown app:app /opt/app
USER app
