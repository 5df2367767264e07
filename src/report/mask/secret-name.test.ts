import { expect, test } from "@jest/globals";
import { isSecretName } from "./secret-name.js";

test.each(
  (
    "NPM_TOKEN GITHUB_TOKEN token authToken _authToken _auth _password DB_PASSWORD mysqlRootPassword DBPASS SMTP_PASS REDIS_PWD " +
    "AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN SECRET_KEY_BASE client-secret api_key X-Api-Key apiKey STRIPE_APIKEY SSH_PRIVATE_KEY " +
    "GOOGLE_APPLICATION_CREDENTIALS spring.datasource.password PGPASSWORD GPG_PASSPHRASE TOKEN_A"
  ).split(" "),
)("%s has a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(
  (
    "PWD OLDPWD PATH NODE_ENV PASSWORD_FILE TOKEN_URL SECRET_NAME AWS_ACCESS_KEY_ID TOKEN_TTL NOPASSWD COMPASS_VERSION COMPASS " +
    "PASSENGER_PID_FILE KEY APT_KEY AUTHOR TOKENIZERS_PARALLELISM passwords max_tokens BYPASS SECRET_PATH token-expiry"
  ).split(" "),
)("%s has none", (name) => {
  expect(isSecretName(name)).toBe(false);
});
