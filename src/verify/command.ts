import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { type Host, Interrupted } from "./host.js";
import { Tail } from "./tail.js";

/** How a command ended. */
export interface Finished {
  /** Undefined when it could not be started. */
  readonly code: number | undefined;
  /** It was stopped since it took longer than its timeout. */
  readonly timedOut: boolean;
  /** Of stdout. */
  readonly stdout: string;
  /** The end of stdout and stderr together, in lines. */
  readonly tail: readonly string[];
}

/** How to run a command. */
export interface CommandOptions {
  readonly onLine?: (line: string) => void;
  /** It tidies up, and runs although the work was interrupted. */
  readonly tidies?: boolean;
  /** After how many milliseconds it is stopped. */
  readonly timeout?: number;
}

/** The most of stdout that is kept, in characters. */
const MOST_STDOUT = 2 ** 20;
/** How long a stopped command may take to end, in milliseconds. */
const GRACE = 10_000;

type Argv = readonly string[];

/** Runs a command to its end. Throws `Interrupted`. */
export async function runCommand(argv: Argv, host: Host, options: CommandOptions = {}): Promise<Finished> {
  let stdout = "";
  const tail = new Tail(options.onLine);
  const running = start(argv, host, options);
  running.child.stdout.setEncoding("utf8").on("data", (text: string) => {
    tail.add(text);
    if (stdout.length < MOST_STDOUT) stdout += text;
  });
  running.child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail.add(text);
  });
  const code = await running.ended;
  return { code, timedOut: running.timedOut(), stdout, tail: tail.lines() };
}

/** Runs a command and hands its stdout to `read`. Throws `Interrupted`, what `read` throws, and an error when the command fails. */
export async function readCommand<Result>(
  argv: Argv,
  host: Host,
  read: (stdout: Readable) => Promise<Result>,
): Promise<Result> {
  const tail = new Tail();
  const running = start(argv, host, {});
  running.child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail.add(text);
  });
  const { stdout } = running.child;
  let isBrokenOff = false;
  const reading = read(stdout).catch((error: unknown) => {
    // what nobody reads would keep the command waiting for ever
    isBrokenOff = !stdout.readableEnded;
    if (isBrokenOff) {
      stdout.destroy();
      running.stop();
    }
    throw error;
  });
  const [result, code] = await Promise.allSettled([reading, running.ended]);
  if (code.status === "rejected") throw code.reason;
  if (code.value === 0 && result.status === "fulfilled") return result.value;
  // a command that fails gives the reader too little, but one that is broken off has nothing to say
  const isAtFault = code.value !== 0 && !isBrokenOff;
  const reasons = [
    ...(result.status === "rejected" ? [(result.reason as Error).message] : []),
    ...(isAtFault ? [`${argv.slice(0, 3).join(" ")}: ${tail.lines().at(-1) ?? "failed"}`] : []),
  ];
  throw new Error(reasons.join("; "));
}

/** The exit code comes when all output is read; a command that a signal ended has 128. */
function start([program = "", ...args]: Argv, host: Host, { tidies = false, timeout }: CommandOptions) {
  if (!tidies && host.interrupted.aborted) throw new Interrupted();
  // In a group of its own, Ctrl-C reaches it only through us: then what it leaves can be removed in order.
  const child = spawn(program, args, {
    cwd: host.cwd,
    env: host.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = stopper(child, host);
  if (!tidies) host.interrupted.addEventListener("abort", stop, { once: true });
  let timedOut = false;
  const expire = (): void => {
    timedOut = true;
    stop();
  };
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
  const ended = new Promise<number | undefined>((resolve, reject) => {
    const settle = (code: number | undefined): void => {
      clearTimeout(timer);
      host.interrupted.removeEventListener("abort", stop);
      if (!tidies && host.interrupted.aborted) reject(new Interrupted());
      else resolve(code);
    };
    child.once("error", () => {
      settle(undefined);
    });
    child.once("close", (code) => {
      settle(code ?? 128);
    });
  });
  return { child, ended, stop, timedOut: () => timedOut };
}

function stopper(child: ChildProcess, host: Host): () => void {
  return () => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) return;
    host.signalGroup(pid, "SIGTERM");
    const timer = setTimeout(() => {
      host.signalGroup(pid, "SIGKILL");
    }, GRACE);
    child.once("close", () => {
      clearTimeout(timer);
    });
  };
}
