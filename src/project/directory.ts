import { closeSync, constants, existsSync, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Context } from "./context.js";
import { filesBelow } from "./files.js";
import { isInside } from "./inside.js";

/** The largest file that is read, in bytes: evidence is small. */
const MOST_BYTES = 2 ** 20;

/** A build context on the disk. Each file is read once; nothing outside the directory is, symbolic links included. */
export class DirectoryContext implements Context {
  readonly #texts = new Map<string, string | undefined>();
  readonly #directory: string;
  #root: string | undefined;
  #files: { readonly paths: readonly string[] | undefined } | undefined;

  /** The directory need not exist: then every file is missing. */
  constructor(
    directory: string,
    readonly parent?: DirectoryContext,
  ) {
    this.#directory = directory;
  }

  read(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, this.#load(path));
    return this.#texts.get(path);
  }

  files(): readonly string[] | undefined {
    this.#files ??= { paths: filesBelow(this.#directory) };
    return this.#files.paths;
  }

  #load(path: string): string | undefined {
    if (path === "" || isAbsolute(path)) return undefined;
    try {
      this.#root ??= realpathSync(this.#directory);
      const named = join(this.#root, path);
      // most are missing, and an error takes time to make
      if (!existsSync(named)) return undefined;
      const file = realpathSync(named);
      return isInside(this.#root, file) ? textOf(file) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Throws when the file is missing, unreadable or not UTF-8; a byte order mark is taken off. */
function textOf(file: string): string | undefined {
  // Opening a named pipe would wait for its writer.
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > MOST_BYTES) return undefined;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(descriptor));
    return text.includes("\0") ? undefined : text;
  } finally {
    closeSync(descriptor);
  }
}
