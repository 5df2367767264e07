# syntax=docker/dockerfile:1
FROM ruby:3.3.6
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN --mount=type=secret,id=bundle_gems__contribsys__com \
    export BUNDLE_GEMS__CONTRIBSYS__COM="$(cat /run/secrets/bundle_gems__contribsys__com)" \
    && bundle config https://gems.contribsys.com/ $BUNDLE_GEMS__CONTRIBSYS__COM \
    && bundle install \
    && bundle config --delete https://gems.contribsys.com/
COPY . .
CMD ["bundle", "exec", "puma"]
