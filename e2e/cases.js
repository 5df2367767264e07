import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const CASES = path.join(import.meta.dirname, "cases");
const FIXTURES = path.join(import.meta.dirname, "../__fixtures__");

/**
 * A Dockerfile that is built before and after: a folder `cases/<transform>/<name>`, with a `Dockerfile` unless
 * `__fixtures__` has one under the same name, with a build context in `context/`, and with `expected.json`.
 * @typedef {object} Case
 * @property {string} name `<transform>/<name>`
 * @property {string} dockerfile
 * @property {string} context
 * @property {Expected} expected
 */
/**
 * @typedef {object} Expected
 * @property {import("../src/verify/verification.js").Verdict[]} verdicts those that are right: a registry's base images move
 * @property {"safe" | "harden" | "restructure"} [level] the default is the command's own
 * @property {boolean} [run] both images are started as well
 * @property {{user?: string, health?: string}} [runs] what differs then after the rewrite
 */

/** @type {() => Case[]} */
export function allCases() {
  return readdirSync(CASES)
    .sort()
    .flatMap((group) => readdirSync(path.join(CASES, group)).map((name) => readCase(`${group}/${name}`)));
}

/** @type {(name: string) => Case} */
function readCase(name) {
  const directory = path.join(CASES, name);
  const own = path.join(directory, "Dockerfile");
  const context = path.join(directory, "context");
  return {
    name,
    dockerfile: existsSync(own) ? own : path.join(FIXTURES, name, "before.Dockerfile"),
    context: existsSync(context) ? context : directory,
    expected: /** @type {Expected} */ (JSON.parse(readFileSync(path.join(directory, "expected.json"), "utf8"))),
  };
}
