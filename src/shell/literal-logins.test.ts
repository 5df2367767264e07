import { expect, test } from "@jest/globals";
import { DEFAULT_SHELL } from "./dialect.js";
import { literalLogins } from "./literal-logins.js";
import { freeScript, isScript } from "./script.js";

function logins(text: string): readonly string[] {
  const script = freeScript(text, DEFAULT_SHELL);
  if (!isScript(script)) throw new Error(script.reason);
  const found = literalLogins(script);
  expect(found.map(({ pos, end }) => text.slice(pos, end))).toEqual(found.map((each) => each.text));
  return found.map((each) => `${each.id} ${each.text}`);
}

const TOKEN = "a1b2c3d4e5f6a7b8c9d0e1f2";

test.each([
  ["git clone https://me:hunter22@git.example.com/a", "git_example_com_password hunter22"],
  [`git clone "https://me:hunter22@git.example.com:8443/a"`, "git_example_com_password hunter22"],
  [`git clone https://${TOKEN}@github.com/a`, `github_com_token ${TOKEN}`],
  [`git clone https://${TOKEN}:x-oauth-basic@github.com/a`, `github_com_token ${TOKEN}:x-oauth-basic`],
  ["pip install git+https://me:p%40ss@h.io/a", "h_io_password p%40ss"],
])("%s holds one", (text, login) => {
  expect(logins(text)).toEqual([login]);
});

test.each([
  "git clone https://github.com/a",
  "git clone https://git@github.com/a",
  "git clone https://me:$PASS@github.com/a",
  "git clone https://user:password@github.com/a",
  "wget ftp://anonymous:a@b.io/c",
  "npm install @org/a@1.0",
  "curl https://h.io/a?m=me:you@b.io",
])("%s holds none", (text) => {
  expect(logins(text)).toEqual([]);
});
