import type { Context } from "../context.js";

export type Files = Readonly<Record<string, string>>;

/** A build context of texts by path. */
export function memoryContext(files: Files): Context {
  return { read: (path) => files[path], files: () => Object.keys(files).sort() };
}
