FROM ruby:3.3.6
WORKDIR /app
RUN groupadd -r -g 1001 appuser && \
    useradd -r -m -u 1001 -g appuser appuser && \
    chown appuser:appuser /app
COPY --chown=appuser:appuser . .
RUN mkdir -p tmp/pids
RUN mkdir -p /app/tmp && chown -R appuser:appuser /app/tmp
USER appuser
CMD ["bundle", "exec", "rails", "server"]
