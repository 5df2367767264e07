import { constants } from "node:os";

/** Waits for a signal that asks to stop. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  /** What shells give as the exit code of a process that this signal ended; 0 before one came. */
  readonly exitCode: number;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Takes the signals: the first asks to clean up and stop, the third ends the process at once. */
export function listenForSignals(): Interruption {
  const controller = new AbortController();
  let exitCode = 0;
  let count = 0;
  const stop = (signal: NodeJS.Signals): void => {
    exitCode = 128 + constants.signals[signal];
    controller.abort();
    if (++count > 2) process.exit(exitCode);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, stop);
    },
  };
}
