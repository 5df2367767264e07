FROM ruby:3.3.6
WORKDIR /app
COPY . .
RUN mkdir -p tmp/pids
CMD ["bundle", "exec", "rails", "server"]
