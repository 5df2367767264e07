import { fstatSync } from "node:fs";
import { tmpdir } from "node:os";
import { ansi, plain, type Paint } from "../report/paint.js";
import { type Interruption, listenForSignals } from "./interruption.js";

/** One of the two places where text goes. */
export interface Output {
  /** Settles when the text is handed on; a reader that went away is no error. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** Whether the text goes to a file on the disk. */
  readonly isFile: boolean;
}

/** What the command may touch of its process; tests bring their own. */
export interface Io {
  /** The package's version. */
  readonly version: string;
  /** Free of symbolic links. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Width of the terminal in columns, when known. */
  readonly columns: number | undefined;
  readonly stdout: Output;
  readonly stderr: Output;
  stdin(): AsyncIterable<Uint8Array>;
  /** Directories for temporary files, the best first. */
  readonly temporary: readonly string[];
  /** Until it is disposed of, a signal that asks to stop does not end the process. */
  listen(): Interruption;
  /** Signals a process and all of its group. */
  readonly signalGroup: (pid: number, signal: NodeJS.Signals) => void;
}

/** The real process. */
export function processIo(version: string): Io {
  return {
    version,
    cwd: process.cwd(),
    env: process.env,
    columns: process.stdout.columns,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    stdin: () => process.stdin,
    temporary: [tmpdir(), "/var/tmp", "/dev/shm"],
    listen: listenForSignals,
    signalGroup,
  };
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // it has ended by itself
    return;
  }
}

/** Colours on a terminal; `NO_COLOR` and `FORCE_COLOR` have the last word, in this order. */
export function paintFor(output: Pick<Output, "isTerminal">, env: Io["env"]): Paint {
  const { NO_COLOR: no = "", FORCE_COLOR: force = "", TERM: terminal } = env;
  if (no !== "") return plain;
  if (force !== "") return force === "0" || force === "false" ? plain : ansi;
  return output.isTerminal && terminal !== "dumb" ? ansi : plain;
}

function output(stream: NodeJS.WriteStream & { readonly fd: 1 | 2 }): Output {
  // `dockshift | head`: what nobody reads is dropped, and the exit code stays right.
  stream.on("error", () => undefined);
  return {
    write: (text) =>
      new Promise((resolve) => {
        stream.write(text, () => {
          resolve();
        });
      }),
    isTerminal: stream.isTTY,
    isFile: isFile(stream.fd),
  };
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    // it is closed
    return false;
  }
}
