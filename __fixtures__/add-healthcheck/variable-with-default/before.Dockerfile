FROM ruby:3.3.6-slim
ENV PORT=9292
WORKDIR /app
COPY . .
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
