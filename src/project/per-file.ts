import type { Context } from "./context.js";

interface Known<T> {
  readonly text: string;
  readonly value: T;
}

/**
 * Reads a file of a context with `read`, once for as long as it says the same: stages, transforms and rounds ask again, and parsing
 * takes time. Undefined when the file cannot be read.
 */
export function perFile<T>(read: (text: string, path: string) => T): (context: Context, path: string) => T | undefined {
  const contexts = new WeakMap<Context, Map<string, Known<T>>>();
  return (context, path) => {
    const text = context.read(path);
    if (text === undefined) return undefined;
    const files = contexts.get(context) ?? new Map<string, Known<T>>();
    contexts.set(context, files);
    const last = files.get(path);
    if (last?.text === text) return last.value;
    const value = read(text, path);
    files.set(path, { text, value });
    return value;
  };
}
