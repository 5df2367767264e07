FROM ruby:3.3.6-slim
ENV PORT=9292
WORKDIR /app
COPY . .
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
    CMD ruby -rsocket -e "TCPSocket.new('127.0.0.1', ENV.fetch('PORT', 9292)).close" || exit 1
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
