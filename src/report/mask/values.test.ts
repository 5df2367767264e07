import { expect, test } from "@jest/globals";
import { maskFor } from "../mask.js";
import { secretValues } from "./values.js";

const FILE = `FROM a
ARG GH_PAT=ghx-1a2b3c4d
ARG TOKEN=\\
t0ken-on-the-next-line
ARG VERSION=1.2.3-beta
ENV DB_PASSWORD=changeme
# RUN git clone https://me:hunter22@h.io/a
RUN git clone https://me:hunter22@h.io/a
`;

test("values of secrets are found where they are given", () => {
  expect(secretValues(FILE)).toEqual(["t0ken-on-the-next-line", "ghx-1a2b3c4d", "hunter22"]);
});

test("they are masked wherever they stand", () => {
  const text = maskFor(FILE)(`${FILE}ENV FOO=hunter22\nRUN mysql -pghx-1a2b3c4d`);
  for (const value of secretValues(FILE)) expect(text).not.toContain(value);
  expect(text.split("\n")).toHaveLength(FILE.split("\n").length + 1);
  expect(text).toContain("1.2.3-beta");
});

test("a word that may stand anywhere is hidden only where it is given", () => {
  const text =
    "FROM postgres:15\nENV POSTGRES_PASSWORD=postgres\nENV DB_PASSWORD=ab1234\nCOPY postgres.conf /ab12345/\n";
  expect(secretValues(text)).toEqual(["ab1234"]);
  expect(maskFor(text)(text)).toContain("FROM postgres:15\n");
  expect(maskFor(text)(text)).toContain("COPY postgres.conf /ab12345/\n");
});

test.each([
  "secrets: inherit",
  'secrets: ["a", "b"]',
  'secret = ["id=npm_token,env=NPM_TOKEN"]',
  '"secret": ["id=npm_token,env=NPM_TOKEN"]',
  'docker build --secret "id=npm_token,src=$HOME/.tok" .',
  "secret-envs: |",
  "NPM_TOKEN: !reset null",
  "RUN --mount=type=secret,id=npm_token,required=true a",
])("%s is no value", (line) => {
  expect(maskFor("FROM a")(line)).toBe(line);
});
