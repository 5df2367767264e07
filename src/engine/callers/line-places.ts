import type { Range } from "../../dockerfile/text.js";
import { remove } from "../edits.js";
import type { Edit } from "../types.js";

/** Of the line in which an offset lies; behind the byte order mark. */
export function lineStart(text: string, at: number): number {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

/** Of the line in which an offset lies, before its line break. */
export function lineEnd(text: string, at: number): number {
  const next = text.indexOf("\n", at);
  if (next === -1) return text.length;
  return next > at && text[next - 1] === "\r" ? next - 1 : next;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** The lines of an item of a block, with the comment behind its last one; undefined when something else stands on its first. */
export function wholeLines(text: string, { start, end }: Range): readonly Edit[] | undefined {
  const first = lineStart(text, start);
  if (!/^[ \t]*(?:-[ \t]+)?$/.test(text.slice(first, start))) return undefined;
  const last = lineEnd(text, end);
  const next = text.indexOf("\n", last) + 1;
  if (next > 0) return [remove({ start: first, end: next })];
  return [remove({ start: text.slice(0, first).replace(/\r?\n$/, "").length, end: last })];
}
