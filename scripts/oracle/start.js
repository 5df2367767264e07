import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const SOURCE = path.join(import.meta.dirname, "../../e2e/oracle");

/**
 * What BuildKit makes of a Dockerfile; `e2e/oracle/main.go` says what the fields mean.
 * @typedef {object} Answer
 * @property {string} [failure]
 * @property {{message: string, line: number}} [error]
 * @property {boolean} parseError
 * @property {{
 *   keyword: string, onbuild: string, start: number, end: number, flags: string[], json: boolean, args: string[],
 *   heredocs: {name: string, content: string, expand: boolean, chomp: boolean, fd: number}[],
 * }[]} instructions
 * @property {{name: string, base: string, platform: string}[]} stages
 * @property {{rule: string, line: number, message: string}[]} warnings
 */

/**
 * Builds and starts the oracle, or tells why that is not possible here. Throws when its own source does not build.
 * @type {() => {ask: (source: string) => Promise<Answer>, stop: () => void} | string}
 */
export function startOracle() {
  const { error } = spawnSync("go", ["version"]);
  if (error !== undefined) return "Go is not installed";
  if (go("list", "-deps", ".").status !== 0) return "the Go modules of e2e/oracle cannot be had";
  const scratch = mkdtempSync(path.join(tmpdir(), "dockshift-oracle-"));
  const program = path.join(scratch, "oracle");
  try {
    const { status, stderr } = go("build", "-o", program, ".");
    if (status !== 0) throw new Error(`e2e/oracle does not build:\n${stderr}`);
    return conversation(program, () => {
      rmSync(scratch, { recursive: true });
    });
  } catch (error) {
    rmSync(scratch, { recursive: true });
    throw error;
  }
}

/** @type {(...args: string[]) => import("node:child_process").SpawnSyncReturns<string>} */
function go(...args) {
  return spawnSync("go", args, { cwd: SOURCE, encoding: "utf8", maxBuffer: 64 * 2 ** 20 });
}

/** @type {(program: string, tidy: () => void) => {ask: (source: string) => Promise<Answer>, stop: () => void}} */
function conversation(program, tidy) {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(source) {
      if (!child.stdin.write(`${JSON.stringify({ source })}\n`)) await once(child.stdin, "drain");
      const { value, done } = await answers.next();
      if (done) throw new Error("the oracle stopped");
      return JSON.parse(value);
    },
    stop() {
      child.stdin.end();
      tidy();
    },
  };
}
