import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { unifiedDiff } from "./diff.js";
import { masked, maskedEntry } from "./mask.js";

const BASE62 = "abcdefghijABCDEFGHIJ0123456789klmnopqrstuvwxyzKLMNOPQRSTUVWXYZ";

describe("masks the value", () => {
  test.each([
    ["ENV DB_PASSWORD=hunter2x", "ENV DB_PASSWORD=***"],
    ['ENV A=1 DB_PASSWORD="hunter2 x" B=2', 'ENV A=1 DB_PASSWORD="***" B=2'],
    ["env DB_PASSWORD hunter2 x", "env DB_PASSWORD ***"],
    ["+ARG NPM_TOKEN=abcdef", "+ARG NPM_TOKEN=***"],
    ["    DB_PASS=hunter2 \\", "    DB_PASS=*** \\"],
    ["LABEL token='abc def'", "LABEL token='***'"],
    ["RUN TOKEN=abc;npm ci", "RUN TOKEN=*** ci"],
    ["RUN TOKEN=abc\\", "RUN TOKEN=***\\"],
    ['RUN sh -c "TOKEN=abc npm ci"', 'RUN sh -c "TOKEN=***"'],
    ['RUN sh -c "export TOKEN=abc && npm ci"', 'RUN sh -c "export TOKEN=*** && npm ci"'],
    ["CMD app --token=abc", "CMD app --token=***"],
    ["CMD app --db-password 'a b' --verbose", "CMD app --db-password '***' --verbose"],
    ['CMD ["app", "--token=abc def"]', 'CMD ["app", "--token=***"]'],
    [
      "RUN npm config set //registry.npmjs.org/:_authToken abc",
      "RUN npm config set //registry.npmjs.org/:_authToken ***",
    ],
    ["//registry.npmjs.org/:_authToken=abc", "//registry.npmjs.org/:_authToken=***"],
    ["-      DB_PASSWORD: hunter2 x # mine", "-      DB_PASSWORD: *** # mine"],
    ['      - "DB_PASSWORD=hunter2 x"', '      - "DB_PASSWORD=***"'],
    ['{"user": "a", "password": "hunter2", "port": 1}', '{"user": "a", "password": "***", "port": 1}'],
    ['RUN echo "{\\"token\\":\\"abc\\"}"', 'RUN echo "{\\"token\\":\\"***\\"}"'],
    ["password = hunter2", "password = ***"],
    ['$config["db_password"] = "hunter2";', '$config["db_password"] = "***";'],
    ["c.token = u'abc'", "c.token = u'***'"],
    ["ARG T=${DB_PASSWORD:-hunter2}", "ARG T=${DB_PASSWORD:-***}"],
    ["ARG TOKEN=${X:-hunter2}", "ARG TOKEN=***"],
    ["ENV PASSWORD=pre${X}", "ENV PASSWORD=***"],
    ["# docker run -e 'SA_PASSWORD=abc def' x", "# docker run -e 'SA_PASSWORD=***' x"],
    ["ENV URL=postgres://me:hunter2@db:5432/x", "ENV URL=postgres://me:***@db:5432/x"],
    ["ENV URL=redis://:hunter2@cache", "ENV URL=redis://:***@cache"],
    ["RUN git clone https://me:p@ss@github.com/a/b", "RUN git clone https://me:***@github.com/a/b"],
    [`RUN git clone https://${BASE62.slice(0, 20)}@github.com/a/b`, "RUN git clone https://***@github.com/a/b"],
    ['RUN curl -H "Authorization: Bearer abc" x', 'RUN curl -H "Authorization: Bearer ***" x'],
    ["RUN curl -sSfu me:hunter2 https://x", "RUN curl -sSfu me:*** https://x"],
    ["RUN curl \\\n  --user me:hunter2 x", "RUN curl \\\n  --user me:*** x"],
    ["RUN curl -H 'Private-Token:abc' x", "RUN curl -H 'Private-Token:***' x"],
    ["RUN echo 'root:hunter2' | chpasswd", "RUN echo 'root:***' | chpasswd"],
    ["RUN echo machine a login b password c > .netrc", "RUN echo machine a login b password *** > .netrc"],
    ["psql -c \"ALTER ROLE a WITH PASSWORD 'b'\"", "psql -c \"ALTER ROLE a WITH PASSWORD '***'\""],
    ["Set `DB_PASSWORD=abc`, which is bad", "Set `DB_PASSWORD=***`, which is bad"],
  ])("%s", (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test.each([
    `ghp_${BASE62.slice(0, 36)}`,
    `github_pat_${BASE62.slice(0, 22)}_${BASE62.slice(0, 59)}`,
    `glpat-${BASE62.slice(0, 20)}`,
    `npm_${BASE62.slice(0, 36)}`,
    `dckr_pat_${BASE62.slice(0, 27)}`,
    `AKIAABCDEFGHIJ234567`,
    `xoxb-1234567890-abcdefghij`,
    `sk_live_${BASE62.slice(0, 24)}`,
    `AIza${BASE62.slice(0, 35)}`,
    `pypi-AgEI${BASE62}`,
    `eyJhbGciOiJI.${BASE62.slice(0, 30)}.${BASE62.slice(0, 20)}`,
  ])("of a known shape: %s", (token) => {
    expect(masked(`RUN x ${token} && y`)).toBe("RUN x *** && y");
  });
});

describe("private keys", () => {
  const material = ["MIIEpAIBAAKCAQEAx", "abcdefghij+/klmno", "UQ=="];
  const key = (line: (text: string) => string): string =>
    ["a", "-----BEGIN RSA PRIVATE KEY-----", ...material, "-----END RSA PRIVATE KEY-----", "RUN abcdefgh"]
      .map(line)
      .join("\n");

  test.each([
    ["as they are", (text: string) => text],
    ["in a diff", (text: string) => `+${text}`],
    ["in a heredoc", (text: string) => `    ${text}`],
    ["in an echo", (text: string) => `${text}\\n\\`],
  ])("%s", (_, line) => {
    const result = masked(key(line)).split("\n");
    expect(result.slice(2, 5)).toEqual(["***", "***", "***"].map(line));
    expect([...result.slice(0, 2), ...result.slice(5)]).toEqual(
      ["a", "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "RUN abcdefgh"].map(line),
    );
  });

  test("whose begin is cut off, and on one line", () => {
    expect(masked(`+${material[0]!}\n+-----END PRIVATE KEY-----`)).toBe("+***\n+-----END PRIVATE KEY-----");
    expect(masked(`K="-----BEGIN PRIVATE KEY-----\\n${material[0]!}\\n-----END PRIVATE KEY-----"`)).toBe(
      'K="-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----"',
    );
  });
});

test.each([
  "FROM node:26@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "docker-image://node:26-alpine@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "ARG NPM_TOKEN",
  "ENV PATH=/app/bin:$PATH",
  "ENV PASSWORD_FILE=/run/secrets/x",
  "ENV TOKEN_URL=https://auth.example/token",
  "ENV NPM_TOKEN=$NPM_TOKEN",
  "ENV NPM_TOKEN ${NPM_TOKEN}",
  "RUN NPM_TOKEN=$(cat /run/secrets/npm_token) npm ci",
  'RUN NPM_TOKEN="$(cat /run/secrets/npm_token)" npm ci',
  "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci",
  "RUN --mount=type=secret,id=npm_token TOKEN=`cat /run/secrets/npm_token`; npm ci",
  "RUN docker build --secret id=npm_token,src=.token --build-arg NPM_TOKEN .",
  'RUN docker build --build-arg "NPM_TOKEN=${NPM_TOKEN}" .',
  "        NPM_TOKEN: ${{ secrets.NPM_TOKEN }}",
  "RUN echo //registry.npmjs.org/:_authToken=${NPM_TOKEN} > .npmrc",
  'RUN git config --global url."https://x-access-token:${TOKEN}@github.com/".insteadOf https://github.com/',
  'RUN curl -H "Authorization: token ${TOKEN}" -u "$USER:$PASSWORD" https://x',
  "RUN curl -o /x --user-agent a:b https://x",
  "RUN docker run --user 1000:1000 -u node:node x",
  "RUN echo 'node ALL=(ALL) NOPASSWD: ALL' >> /etc/sudoers",
  "RUN adduser --disabled-password --gecos '' app && adduser --disabled-password app",
  'RUN echo "app:${PASSWORD}" | chpasswd',
  "ENV DB_PASSWORD=changeme TOKEN=true SECRET_KEY=1234 API_KEY=<key> AUTH_TOKEN=xxxxxx PASSWORD=",
  "ENV PASSWORD=your-password-here TOKEN=example SECRET=secret",
  "password: ${DB_PASSWORD}",
  "password: {{ db_password }}",
  "token = process.env.TOKEN",
  '[ "$TOKEN" = "x" ] || [ $TOKEN == x ]',
  "# The token: it is read from a file",
  "RUN apt-key adv --recv-keys 573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62",
  "    secrets: [npm_token]",
  "      - type: secret",
  "RUN sed -i 's/password=/password=$PASSWORD/' x",
])("leaves %s", (line) => {
  expect(masked(line)).toBe(line);
});

test("an entry of the configuration is known by its name", () => {
  expect(maskedEntry("env DB_PASSWORD", "hunter2")).toBe("***");
  expect(maskedEntry("env DB_PASSWORD", "none")).toBe("none");
  expect(maskedEntry("env USER", "hunter2")).toBe("hunter2");
  expect(maskedEntry("entrypoint", "app --token=abc")).toBe("app --token=***");
});

const secretName = fc.constantFrom("DB_PASSWORD", "NPM_TOKEN", "API_KEY", "clientSecret", "SMTP_PASS", "db.password");
/** The first two characters keep it from being an example. */
const secret = fc
  .string({ unit: fc.constantFrom(...Array.from(`${BASE62}!@#%^&*+/=_.,:;?~-`)), minLength: 6, maxLength: 40 })
  .map((text) => `k9${text}`)
  .filter((text) => !/[xX]{4}|example|fake|dummy/.test(text));
const shapes: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `ENV ${name}=${value} PORT=80`,
  (name, value) => `ENV ${name}="${value}" PORT=80`,
  (name, value) => `ENV ${name} ${value}`,
  (name, value) => `ARG ${name}='${value}'`,
  (name, value) => `RUN export ${name}=${value} && npm ci`,
  (name, value) => `CMD ["app", "--${name}=${value}"]`,
  (name, value) => `RUN app --${name} '${value}'`,
  (name, value) => `      ${name}: ${value}`,
  (name, value) => `      - ${name}=${value}`,
  (name, value) => `      - "${name}=${value}"`,
  (name, value) => `{"${name}": "${value}"}`,
  (name, value) => `RUN echo "${name}=${value}" > .env`,
  (name, value) => `${name} = "${value}"`,
];

test("no secret is left, however it is written", () => {
  fc.assert(
    fc.property(fc.constantFrom(...shapes), secretName, secret, (shape, name, value) => {
      const line = shape(name, value);
      expect(masked(line)).not.toContain(value);
      expect(masked(`FROM a\n${line}\nRUN b\n`)).not.toContain(value);
      expect(masked(unifiedDiff("D", `FROM a\n${line}\n`, `FROM b\n${line}\n`))).not.toContain(value);
    }),
    { numRuns: 2000 },
  );
});

test("masking again changes nothing, and no line comes or goes", () => {
  const part = fc.oneof(
    fc.constantFrom(
      ...Array.from("'\"`$(){}[]:=-\\ \t,;@/#"),
      "TOKEN",
      "password",
      "--token",
      "${",
      "$(",
      "://",
      "curl -u",
      "ENV ",
      "***",
    ),
    fc.string({ maxLength: 6 }),
    secret,
  );
  const line = fc.array(part, { maxLength: 12 }).map((parts) => parts.join("").replace(/\n/g, ""));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
      const once = masked(lines.join("\n"));
      expect(masked(once)).toBe(once);
      expect(once.split("\n")).toHaveLength(Math.max(lines.length, 1));
    }),
    { numRuns: 5000 },
  );
});

test("a large text takes no time", () => {
  const text = "RUN apt-key add key && echo author\n".repeat(100_000) + "ENV TOKEN=abc\n";
  const started = performance.now();
  expect(masked(text)).toMatch(/ENV TOKEN=\*\*\*\n$/);
  expect(performance.now() - started).toBeLessThan(3000);
  masked(`ENV TOKEN=${"$(a 'b".repeat(5000)}`);
  expect(masked("token=abc ".repeat(20_000))).toBe("token=*** ".repeat(20_000));
  expect(performance.now() - started).toBeLessThan(5000);
});
