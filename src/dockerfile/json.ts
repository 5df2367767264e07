import { skipSpace } from "./text.js";
import type { Word } from "./words.js";

/** The JSON array of an exec form, or why it is refused. Undefined: shell form. */
export type JsonForm = { readonly strings: readonly Word[] } | { readonly error: string };

/**
 * Reads an exec form as BuildKit does: what is no JSON array is shell form, a JSON array that holds something else than
 * strings is an error. `from` and `to` include the quotes.
 */
export function jsonForm(args: string): JsonForm | undefined {
  const start = skipSpace(args, 0);
  if (args[start] !== "[") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(args.slice(start));
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  if (!value.every((item) => typeof item === "string")) {
    return { error: "when using JSON array syntax, arrays must be comprised of strings only" };
  }
  const strings = [...args.slice(start).matchAll(/"(?:[^"\\]|\\.)*"/gs)].map(({ 0: text, index }, item) => ({
    value: value[item]!,
    from: start + index,
    to: start + index + text.length,
  }));
  return { strings };
}
