import type { Difference } from "./difference.js";

/** What building a file before and after has shown. `unchanged`: nothing was built, since the file stays as it is. */
export type Verdict =
  "same" | "differs as declared" | "differs" | "did not build before" | "does not build after" | "unchanged";

/** One side's image. */
export interface ImageSize {
  readonly layers: number;
  /** Of the files in all layers, in bytes, not compressed. */
  readonly bytes: number;
}

/** What was seen of a container that was started. */
export interface Observation {
  /** `running`, `exited with 1`, or `does not start (127)`. */
  readonly state: string;
  /** `healthy`, `unhealthy`, `starting` when the time was up, `none` without a health check. */
  readonly health: string;
  /** The number, or where only that is told the name, of the user that process 1 runs as; empty when it had ended. */
  readonly user: string;
}

/** Both sides of something. */
export interface Sides<Value> {
  readonly before: Value;
  readonly after: Value;
}

/** What `verify` has to say about one file. */
export interface Verification {
  readonly path: string;
  readonly verdict: Verdict;
  /** Of files, configuration and running; those with `declared` were announced. */
  readonly differences: readonly Difference[];
  /** How many differences were left out: package caches, and what no two builds have in common. */
  readonly ignored: number;
  /** Packages that are gone as declared. */
  readonly packages: readonly string[];
  readonly images?: Sides<ImageSize>;
  readonly run?: Sides<Observation>;
  /** The end of the log of the build that failed. */
  readonly log?: readonly string[];
}

/** Whether the rewrite was shown to be good. */
export function isVerified({ verdict }: Verification): boolean {
  return verdict === "same" || verdict === "differs as declared";
}
