import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../run.js";
import type { Core } from "../core.js";
import type { Io } from "../io.js";
import { fakeCore } from "./fake-core.js";

/** A fresh directory with files in it. */
export interface Scene extends Disposable {
  readonly directory: string;
  path(name: string): string;
  /** Runs the command in the directory, or in one below it. */
  run(argv: readonly string[], surroundings?: Surroundings): Promise<Ran>;
}

/** What a run printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run finds around it; all have defaults. */
export interface Surroundings {
  readonly below?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Io["env"];
  readonly terminal?: boolean;
  /** stdout is a file. */
  readonly file?: boolean;
  readonly core?: Core;
  readonly interrupted?: AbortSignal;
  readonly temporary?: readonly string[];
  readonly onStderr?: (text: string) => void;
}

/** Makes a directory that holds these files. */
export function scene(files: Readonly<Record<string, string | Uint8Array>>): Scene {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "dockshift-")));
  const path = (name: string): string => join(directory, name);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
  }
  return {
    directory,
    path,
    run: (argv, surroundings = {}) => runIn(path(surroundings.below ?? "."), argv, surroundings),
    [Symbol.dispose]: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function runIn(cwd: string, argv: readonly string[], surroundings: Surroundings): Promise<Ran> {
  const { stdin = "", env = {}, terminal = false, file = false, core = fakeCore } = surroundings;
  let stdout = "";
  let stderr = "";
  const io: Io = {
    version: "1.2.3",
    cwd,
    env,
    columns: 80,
    stdout: {
      isTerminal: terminal,
      isFile: file,
      write: (text) => {
        stdout += text;
        return Promise.resolve();
      },
    },
    stderr: {
      isTerminal: terminal,
      isFile: false,
      write: (text) => {
        stderr += text;
        surroundings.onStderr?.(text);
        return Promise.resolve();
      },
    },
    async *stdin() {
      yield await Promise.resolve(Buffer.from(stdin));
    },
    temporary: surroundings.temporary ?? [tmpdir()],
    listen: () => ({
      signal: surroundings.interrupted ?? new AbortController().signal,
      exitCode: 130,
      [Symbol.dispose]: () => undefined,
    }),
    signalGroup: (pid, signal) => process.kill(-pid, signal),
  };
  const code = await run(argv, io, () => Promise.resolve(core));
  return { code, stdout, stderr };
}
