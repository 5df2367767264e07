import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { secretKind } from "../../engine/secrets/secret-name.js";
import { hasSecretWord, isSecretName } from "./secret-name.js";

test.each(
  (
    "NPM_TOKEN GITHUB_TOKEN token authToken _authToken _auth _password DB_PASSWORD mysqlRootPassword DBPASS SMTP_PASS REDIS_PWD " +
    "AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN SECRET_KEY_BASE client-secret api_key X-Api-Key apiKey STRIPE_APIKEY SSH_PRIVATE_KEY " +
    "GOOGLE_APPLICATION_CREDENTIALS spring.datasource.password PGPASSWORD GPG_PASSPHRASE TOKEN_A GH_PAT GITHUB_PAT PAT NPM_AUTH " +
    "COMPOSER_AUTH NPM_CREDS CREDS DEPLOY_KEY LICENSE_KEY APP_KEY SSH_KEY NEXUS_PW SECRETS NPM_SECRETS NETRC NPMRC PASSWORD_VAR " +
    "NPM_TOKEN2 PASSWORD1 BUNDLE_GEMS__X__COM githubPat AccountKey"
  ).split(" "),
)("%s has a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(
  (
    "PWD OLDPWD PATH NODE_ENV PASSWORD_FILE TOKEN_URL SECRET_NAME AWS_ACCESS_KEY_ID TOKEN_TTL NOPASSWD COMPASS_VERSION COMPASS " +
    "PASSENGER_PID_FILE KEY APT_KEY AUTHOR TOKENIZERS_PARALLELISM passwords max_tokens BYPASS SECRET_PATH token-expiry " +
    "secret-envs secret-files COMPAT PATCH_LEVEL"
  ).split(" "),
)("%s has none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test("what is moved as a secret has one", () => {
  const word = fc.constantFrom(
    ..."npm git api ssh app private access composer config basic docker bundle github deploy license service account".split(
      " ",
    ),
    ..."password passwd passphrase pass pwd pw token secret secrets credentials credential creds pat apikey authtoken".split(
      " ",
    ),
    ..."key auth npmrc netrc pypirc rc net pypi content contents json value var ci b64 db 1 2 user test".split(" "),
  );
  const cased = fc
    .tuple(word, fc.constantFrom("lower", "upper", "first"))
    .map(([text, how]) =>
      how === "lower" ? text : how === "upper" ? text.toUpperCase() : text.charAt(0).toUpperCase() + text.slice(1),
    );
  const name = fc
    .array(fc.tuple(cased, fc.constantFrom("_", "", "-", "__", ".")), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().slice(0, -1).join(""));
  let secrets = 0;
  fc.assert(
    fc.property(name, (text) => {
      fc.pre(secretKind(text) !== undefined);
      secrets++;
      expect(hasSecretWord(text)).toBe(true);
      expect(isSecretName(text)).toBe(true);
    }),
    { numRuns: 3000, maxSkipsPerRun: 1000 },
  );
  expect(secrets).toBe(3000);
});
