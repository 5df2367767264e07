import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  opendirSync,
  openSync,
  readFileSync,
  realpathSync,
} from "node:fs";
import { basename, isAbsolute, join } from "node:path";
import type { Context } from "./context.js";
import { allFilesBelow, filesBelow } from "./files.js";
import { isInside } from "./inside.js";

/** The largest file that is read, in bytes: evidence is small. */
const MOST_BYTES = 2 ** 20;

const MOST_ENTRIES = 1000;

/** Texts that count instead of what is on the disk, by their absolute paths free of symbolic links. */
export type Overlay = ReadonlyMap<string, string>;

interface Known {
  /** Where the path leads; undefined when it is missing or outside. */
  readonly file: string | undefined;
  readonly text: string | undefined;
}

/** A build context on the disk. Each file and directory is read once; nothing outside the directory is, symbolic links included. */
export class DirectoryContext implements Context {
  readonly #texts = new Map<string, Known>();
  readonly #lists = new Map<string, readonly string[] | undefined>();
  readonly #directory: string;
  #root: string | undefined;
  #files: { readonly paths: readonly string[] | undefined } | undefined;

  /** The directory need not exist: then every file is missing. */
  constructor(
    directory: string,
    readonly parent?: DirectoryContext,
    private readonly overlay?: Overlay,
  ) {
    this.#directory = directory;
  }

  get name(): string {
    return basename(this.#directory);
  }

  read(path: string): string | undefined {
    const known = this.#texts.get(path) ?? this.#load(path);
    this.#texts.set(path, known);
    const laid = known.file === undefined ? undefined : this.overlay?.get(known.file);
    return laid === undefined ? known.text : laid.replace(/^\ufeff/, "");
  }

  files(): readonly string[] | undefined {
    this.#files ??= { paths: filesBelow(this.#directory) };
    return this.#files.paths;
  }

  allFiles(): readonly string[] | undefined {
    return allFilesBelow(this.#directory);
  }

  list(directory: string): readonly string[] | undefined {
    if (!this.#lists.has(directory)) this.#lists.set(directory, this.#entries(directory));
    return this.#lists.get(directory);
  }

  #load(path: string): Known {
    let file: string | undefined;
    try {
      file = this.#inside(path);
      return { file, text: file === undefined || file === this.#root ? undefined : textOf(file) };
    } catch {
      return { file, text: undefined };
    }
  }

  #entries(directory: string): readonly string[] | undefined {
    try {
      const inside = this.#inside(directory);
      return inside === undefined ? undefined : entriesOf(inside);
    } catch {
      return undefined;
    }
  }

  /** Where a path leads, undefined when it is missing or outside; throws when that cannot be told. */
  #inside(path: string): string | undefined {
    if (path === "" || isAbsolute(path)) return undefined;
    this.#root ??= realpathSync(this.#directory);
    const named = join(this.#root, path);
    // most are missing, and an error takes time to make
    if (!existsSync(named)) return undefined;
    const real = realpathSync(named);
    return real === this.#root || isInside(this.#root, real) ? real : undefined;
  }
}

/** Symbolic links stand there like files. Throws when it is no directory that can be read. */
function entriesOf(path: string): readonly string[] | undefined {
  const directory = opendirSync(path);
  try {
    const names: string[] = [];
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (names.length === MOST_ENTRIES) return undefined;
      names.push(entry.isDirectory() ? `${entry.name}/` : entry.name);
    }
    return names.sort();
  } finally {
    directory.closeSync();
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
