FROM ruby:3.3.6
ARG BUNDLE_GEMS__CONTRIBSYS__COM
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle config https://gems.contribsys.com/ $BUNDLE_GEMS__CONTRIBSYS__COM \
    && bundle install \
    && bundle config --delete https://gems.contribsys.com/
COPY . .
CMD ["bundle", "exec", "puma"]
