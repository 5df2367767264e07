import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const SECRETS = path.join(import.meta.dirname, "secrets");
const EXPECTED = "expected.json";

/**
 * A build that needs a secret: a folder `secrets/<name>` with a `Dockerfile` as people write it, its build context and, unseen
 * by the build, `expected.json`.
 * @typedef {object} SecretCase
 * @property {string} name
 * @property {string} dockerfile
 * @property {ExpectedTraces} expected
 */
/**
 * @typedef {object} ExpectedTraces
 * @property {string[]} found where the secret stands before, at least: `history`, or a path in a layer
 * @property {string[]} [changed] the files of the image that differ afterwards; each has held the secret or the login with it
 * @property {boolean} [optional] it builds without the secret as well, in a last stage `app`
 * @property {boolean} [isKey] the secret is a key of ssh
 * @property {string} [unmet] why the rewrite is wrong, which must be taken off when it is not any more
 */

/** @type {() => SecretCase[]} */
export function allSecretCases() {
  return readdirSync(SECRETS)
    .sort()
    .map((name) => ({
      name,
      dockerfile: readFileSync(path.join(SECRETS, name, "Dockerfile"), "utf8"),
      expected: JSON.parse(readFileSync(path.join(SECRETS, name, EXPECTED), "utf8")),
    }));
}

/** A copy of a case's folder, with words replaced in all of its files. */
export class SecretCopy {
  directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));

  /** @param {SecretCase} secretCase @param {Readonly<Record<string, string>>} words */
  constructor({ name }, words) {
    cpSync(path.join(SECRETS, name), this.directory, { recursive: true });
    rmSync(path.join(this.directory, EXPECTED));
    for (const each of readdirSync(this.directory, { recursive: true, withFileTypes: true })) {
      if (!each.isFile()) continue;
      const file = path.join(each.parentPath, each.name);
      const text = Object.entries(words).reduce((t, [word, by]) => t.replaceAll(word, by), readFileSync(file, "utf8"));
      writeFileSync(file, text);
    }
  }

  get dockerfile() {
    return readFileSync(path.join(this.directory, "Dockerfile"), "utf8");
  }

  [Symbol.dispose]() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
