import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { execPath } from "node:process";

const APPS = path.join(import.meta.dirname, "apps");
const COMMAND = path.join(import.meta.dirname, "../dist/cli.js");
const EXPECTED = "expected.json";

/** Has a Node, to look at the apps from. */
export const NEIGHBOUR_IMAGE = "node:20-slim";

/**
 * An application as a repository holds it: a folder `apps/<name>` with a `Dockerfile`, its build context and, unseen by
 * the build, `expected.json`.
 * @typedef {object} App
 * @property {string} name
 * @property {Expected} expected
 */
/**
 * @typedef {object} Expected
 * @property {number} [port] where it serves, if it does
 * @property {Request[]} [requests] in this order, with what is answered before and after
 * @property {{path: string, text: string}[]} writes files that it has written then, each with a part of its text
 * @property {string[]} [volumes] directories that are fresh volumes
 * @property {number[]} uids the users that its processes may have after the rewrite
 * @property {boolean} health whether it has a health check after the rewrite
 * @property {Request} [closing] a request after which it lives but serves no more; the default is to freeze it
 * @property {number[]} exits the exit codes that are right after SIGTERM
 * @property {("user" | "health" | "stop")[]} [unmet] what is not yet so, and must be taken off this list when it is
 */
/**
 * @typedef {object} Request
 * @property {string} [method]
 * @property {string} path
 * @property {Record<string, string>} [headers]
 * @property {string} [body]
 * @property {number} status
 * @property {string} [text] a part of the answer's text
 */

/** @type {() => App[]} */
export function allApps() {
  return readdirSync(APPS)
    .sort()
    .map((name) => ({ name, expected: JSON.parse(readFileSync(path.join(APPS, name, EXPECTED), "utf8")) }));
}

/** A copy of an app's repository, without what only the tests know. */
export class AppCopy {
  directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));

  /** @param {App} app */
  constructor({ name }) {
    cpSync(path.join(APPS, name), this.directory, { recursive: true });
    rmSync(path.join(this.directory, EXPECTED));
  }

  get dockerfile() {
    return readFileSync(path.join(this.directory, "Dockerfile"), "utf8");
  }

  /** Lets the built command rewrite it. Throws what the command prints when it fails. */
  rewrite() {
    const { status, stderr } = spawnSync(execPath, [COMMAND, "--write", "Dockerfile"], { cwd: this.directory });
    if (status !== 0) throw new Error(stderr.toString());
  }

  [Symbol.dispose]() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
