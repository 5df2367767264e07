import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { RegistryHost } from "./host.js";

/** What a registry answered. */
export interface Known {
  readonly value: unknown;
  readonly source: string;
}

/** An entry as it is stored; `key` tells it from another one of the same file name, and from other forms. */
interface Entry extends Known {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Answers on disk, in `$XDG_CACHE_HOME/dockshift/registry` or `~/.cache/dockshift/registry`, a file each, for the user alone.
 * Never throws: a cache that cannot be read has nothing, and one that cannot be written stays as it is.
 */
export class AnswerCache {
  readonly #directory: string;

  constructor(private readonly host: Pick<RegistryHost, "env" | "home" | "now">) {
    const { XDG_CACHE_HOME: base = "" } = host.env;
    this.#directory = join(isAbsolute(base) ? base : join(host.home, ".cache"), "dockshift", "registry");
  }

  /** An answer that is at most `maxAge` milliseconds old. */
  async get(key: string, maxAge: number): Promise<Known | undefined> {
    try {
      const entry = JSON.parse(await readFile(this.#file(key), "utf8")) as Entry | null;
      if (entry?.key !== key || typeof entry.source !== "string" || typeof entry.at !== "number") return undefined;
      const age = this.host.now() - entry.at;
      return age >= 0 && age < maxAge ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  /** Stores an answer, whole or not at all. */
  async put(key: string, { value, source }: Known): Promise<void> {
    const file = this.#file(key);
    const temporary = `${file}.${randomUUID()}`;
    const entry: Entry = { key, at: this.host.now(), value, source };
    try {
      await mkdir(this.#directory, { recursive: true, mode: 0o700 });
      await writeFile(temporary, `${JSON.stringify(entry)}\n`, { flag: "wx", mode: 0o600 });
      await rename(temporary, file);
    } catch {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  #file(key: string): string {
    return join(this.#directory, `${createHash("sha256").update(key).digest("hex")}.json`);
  }
}
