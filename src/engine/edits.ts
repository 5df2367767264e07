import type { Range } from "../dockerfile/text.js";
import type { Edit, Fix, Skip } from "./types.js";

export function replace({ start, end }: Range, text: string): Edit {
  return { start, end, text };
}

export function insertBefore({ start }: Range, text: string): Edit {
  return { start, end: start, text };
}

export function insertAfter({ end }: Range, text: string): Edit {
  return { start: end, end, text };
}

export function remove({ start, end }: Range): Edit {
  return { start, end, text: "" };
}

/** A fix; `more` carries level, deltas, evidence and what is left to do. */
export function fix(message: string, at: Range, edits: Edit | readonly Edit[], more: Partial<Fix> = {}): Fix {
  return { ...more, kind: "fix", message, at, edits: "text" in edits ? [edits] : edits };
}

export function skip(at: Range, reason: string, needs?: string): Skip {
  return needs === undefined ? { kind: "skip", at, reason } : { kind: "skip", at, reason, needs };
}

/** A fix that is only said. */
export function advice(message: string, at: Range): Fix {
  return { kind: "fix", message, at, edits: [], level: "advice" };
}

/** Applies disjoint edits; line breaks in their texts become the file's. Throws on edits that overlap or lie outside. */
export function applyEdits(source: string, edits: readonly Edit[], newline: string): string {
  let out = "";
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start || end > source.length) throw new RangeError(`edits overlap at offset ${start}`);
    out += source.slice(at, start) + text.replace(/\r?\n/g, newline);
    at = end;
  }
  return out + source.slice(at);
}

/** Whether two fixes would touch the same text. */
export function overlaps(a: Fix, b: Fix): boolean {
  return a.edits.some((one) => b.edits.some((other) => one.start < other.end && other.start < one.end));
}
