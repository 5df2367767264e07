import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Verified } from "../src/report/verification-json.js";

const COMMAND = path.join(import.meta.dirname, "../dist/cli.js");

/** `dockshift verify` at work, with a temporary directory of its own. */
export class Verifying implements Disposable {
  readonly temporary = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const argv = [COMMAND, "verify", "--format=json", ...args, "--", "--network=host"];
    const child = spawn(process.execPath, argv, { env: { ...process.env, ...env, TMPDIR: this.temporary } });
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => (printed[name] += text));
    this.child = child;
    this.ended = new Promise((resolve) => {
      child.once("close", (code) => {
        resolve({ code, ...printed });
      });
    });
  }

  /** The names of what is in the temporary directory. */
  left(): readonly string[] {
    return readdirSync(this.temporary);
  }

  [Symbol.dispose](): void {
    rmSync(this.temporary, { recursive: true, force: true });
  }
}

/** Verifies one file with the built command, as a user would. Throws what it prints when it gives no verification. */
export async function verified(args: readonly string[]): Promise<Verified> {
  using verifying = new Verifying(args);
  const { stdout, stderr } = await verifying.ended;
  const [file] = stdout === "" ? [] : (JSON.parse(stdout) as { readonly files: readonly Verified[] }).files;
  if (file === undefined || verifying.left().length > 0)
    throw new Error(`${stdout}${stderr}left behind: ${verifying.left().join()}`);
  return file;
}
