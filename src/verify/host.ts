/** What verifying needs of the process that it runs in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the engine runs: paths in its arguments start here. */
  readonly cwd: string;
  /** Directories that may hold private temporary ones, the best first. */
  readonly temporary: readonly string[];
  /** Says that everything has to stop and be cleaned up. */
  readonly interrupted: AbortSignal;
  /** Sends a signal to a process and all that it started; the process leads a group of its own. */
  readonly signalGroup: (pid: number, signal: "SIGTERM" | "SIGKILL") => void;
}

/** The work was stopped from outside; everything is cleaned up. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  constructor() {
    super("interrupted");
  }
}

/** Throws `Interrupted` when the work has to stop. */
export function refuseInterrupted({ interrupted }: Host): void {
  if (interrupted.aborted) throw new Interrupted();
}
