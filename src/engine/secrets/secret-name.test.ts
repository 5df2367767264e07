import { expect, test } from "@jest/globals";
import { secretKind } from "./secret-name.js";

test.each([
  "NPM_TOKEN", "GITHUB_TOKEN", "token", "npmToken", "SSH_PRIVATE_KEY", "SSH_KEY", "DEPLOY_KEY", "API_KEY", "COMPOSER_AUTH", "NPM_CONFIG__AUTH",
  "bundle_gems__contribsys__com", "BUNDLE_GITHUB__COM", "AWS_SECRET_ACCESS_KEY", "DJANGO_SECRET_KEY", "TOKEN_BOT", "GITHUB_PAT", "NPMRC", "RAILS_MASTER_KEY",
  "GITHUB_USER1_TOKEN", "SENTRY_AUTH_TOKEN",
])("%s is a token", (name) => {
  expect(secretKind(name)).toBe("token");
}); // prettier-ignore

test.each(["DB_PASSWORD", "MYSQL_ROOT_PASS", "NUGET_PW", "PASSPHRASE", "admin_pass", "argBasedPassword"])(
  "%s is a password",
  (name) => {
    expect(secretKind(name)).toBe("password");
  },
);

test.each([
  "SENTRY_AUTH_REPO", "SENTRY_AUTH_VERSION", "TOKEN_URL", "SECRET_NAME", "PASSWORD_FILE", "NPM_CONFIG_ALWAYS_AUTH", "PWD", "OLDPWD", "BYPASS", "KEY", "PUBLIC_KEY",
  "REACT_APP_API_TOKEN", "NEXT_PUBLIC_API_KEY", "KEYBOARD", "COMPASS", "TOKEN_REPLACER", "GITHUB_USER", "AUTHOR", "SYNAPSE_REST_AUTH", "APT_KEY", "MONKEY",
])("%s is none", (name) => {
  expect(secretKind(name)).toBeUndefined();
}); // prettier-ignore
