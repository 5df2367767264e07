import type { Range } from "../../dockerfile/text.js";
import { yaml } from "../../project/yaml.js";
import { insertAfter, replace } from "../edits.js";
import type { Edit } from "../types.js";
import { columnOf, lineEnd, lineStart, wholeLines } from "./line-places.js";

/** An entry's scalar becomes a mapping, in which it stands under a key. */
export function nesting(text: string, item: unknown, key: string, unit: number): readonly Edit[] | undefined {
  if (!yaml().isPair(item) || !yaml().isScalar(item.key) || !yaml().isScalar(item.value)) return undefined;
  const [start, from, to] = [item.key.range?.[0], item.key.range?.[1], item.value.range?.[1]];
  if (start === undefined || from === undefined || to === undefined || item.value.anchor !== undefined)
    return undefined;
  const value = /^:[ \t]+(\S.*)$/.exec(text.slice(from, to))?.[1];
  if (value === undefined || /\S/.test(text.slice(lineStart(text, start), start))) return undefined;
  const end = lineEnd(text, to);
  const indent = " ".repeat(columnOf(text, start) + unit);
  return [replace({ start: from, end: to }, ":"), insertAfter({ start: end, end }, `\n${indent}${key}: ${value}`)];
}

/** A line more at the end of a literal block, or below a text on one line. */
export function addedLine(text: string, node: unknown, line: string, unit: number): readonly Edit[] | undefined {
  if (!yaml().isScalar(node) || !node.range || typeof node.value !== "string") return undefined;
  const [start, end] = node.range;
  if (node.type === "PLAIN" && !node.value.includes("\n")) {
    const indent = " ".repeat(/^[ \t]*/.exec(text.slice(lineStart(text, start), start))![0].length + unit);
    return [replace({ start, end }, `|-\n${indent}${node.value}\n${indent}${line}`)];
  }
  const lines = linesOf(text, node);
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  return [insertAfter({ start: last.end, end: last.end }, `\n${" ".repeat(columnOf(text, lines[0]!.start))}${line}`)];
}

/** A literal block without the one line that says something; undefined when it has several or none. */
export function removedLine(text: string, node: unknown, line: string): readonly Edit[] | undefined {
  const [found, second] = linesOf(text, node).filter(({ start, end }) => text.slice(start, end).trim() === line.trim());
  return found === undefined || second !== undefined ? undefined : wholeLines(text, found);
}

/** The lines of a literal block that are not empty, without the spaces before them. */
function linesOf(text: string, node: unknown): readonly Range[] {
  if (!yaml().isScalar(node) || node.type !== "BLOCK_LITERAL" || !node.range) return [];
  const body = lineEnd(text, node.range[0]);
  return [...text.slice(body, node.range[1]).matchAll(/\n[ \t]*([^\r\n]+)/g)].map(({ 0: all, 1: line, index }) => {
    const end = body + index + all.length;
    return { start: end - line!.length, end };
  });
}
