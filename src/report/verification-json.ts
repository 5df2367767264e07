import type { Todo } from "../project/build-input.js";
import type { Verification } from "../verify/verification.js";
import type { Failure } from "./summary.js";

/** A verified file. */
export interface Verified extends Verification {
  /** Its rewrite is on the disk now. */
  readonly written: boolean;
  /** Other files that change with it. */
  readonly others: readonly string[];
  /** What nobody but the user can change. */
  readonly todos: readonly Todo[];
}

/** What a run of `verify` found. */
export interface Verifications {
  readonly files: readonly Verified[];
  readonly failures: readonly Failure[];
}

/** Goes up when a field changes its meaning or goes away. */
const VERSION = 1;

/** One document for scripts: every file with its verdict and all differences. `engine` is null when nothing was built. */
export function verificationsJson({ files, failures }: Verifications, engine: string | undefined): string {
  return `${JSON.stringify({ version: VERSION, engine: engine ?? null, files, failures }, undefined, 2)}\n`;
}
