import { isDeepStrictEqual } from "node:util";
import { applyEdits, insertAfter, remove } from "../edits.js";
import type { Edit } from "../types.js";
import { type HclBody, type HclEntry, type HclValue, readHcl } from "./hcl.js";
import { columnOf, lineEnd, lineStart, wholeLines } from "./line-places.js";
import { type Collection, takeStep, type YamlStep } from "./yaml-step.js";

/**
 * An HCL file after some steps, whose paths begin with a block's type and label. Undefined: one of them cannot be written where it
 * belongs, or the file then says anything else than it said before apart from the steps.
 */
export function afterHclSteps(text: string, steps: readonly YamlStep[]): string | undefined {
  let now: string | undefined = text;
  for (const step of steps) now = now === undefined ? undefined : afterStep(now, step);
  return now;
}

function afterStep(text: string, step: YamlStep): string | undefined {
  const edits = stepEdits(text, step);
  if (edits === undefined) return undefined;
  const after = applyEdits(text, edits, text.includes("\r\n") ? "\r\n" : "\n");
  const [was, is] = [content(text), content(after)];
  if (was === undefined || is === undefined) return undefined;
  return takeStep(was, step) && isDeepStrictEqual(was, is) ? after : undefined;
}

/** What a file says; undefined when it says something twice. */
function content(text: string): Collection | undefined {
  const root = readHcl(text);
  return root && bodyContent(root, text);
}

function bodyContent(body: HclBody, text: string): Record<string, unknown> | undefined {
  const found = entriesContent(body.entries, text);
  for (const { type, labels, body: inner } of body.blocks) {
    const value = bodyContent(inner, text);
    if (found === undefined || value === undefined || labels.length > 1) return undefined;
    const [label] = labels;
    const place = label === undefined ? found : ((found[type] ??= {}) as Record<string, unknown>);
    if (typeof place !== "object" || Object.hasOwn(place, label ?? type)) return undefined;
    place[label ?? type] = value;
  }
  return found;
}

function entriesContent(entries: readonly HclEntry[], text: string): Record<string, unknown> | undefined {
  const isUnique = new Set(entries.map(({ name }) => name)).size === entries.length;
  return isUnique ? Object.fromEntries(entries.map(({ name, value }) => [name, valueContent(value, text)])) : undefined;
}

function valueContent({ range, text: own, items, entries }: HclValue, text: string): unknown {
  if (items !== undefined) return items.map((item) => valueContent(item, text));
  const raw = text.slice(range.start, range.end);
  return entries === undefined ? (own ?? { raw }) : (entriesContent(entries, text) ?? { raw });
}

function stepEdits(text: string, { path, ...step }: YamlStep): readonly Edit[] | undefined {
  const [type, label, name, key, more] = path;
  const block = readHcl(text)?.blocks.find((each) => each.type === type && each.labels[0] === label);
  if (block === undefined || name === undefined || more !== undefined) return undefined;
  const { body } = block;
  const entry = body.entries.find((each) => each.name === name);
  if (step.kind === "put") {
    const isList = Array.isArray(step.value) && entry === undefined && key === undefined;
    return isList ? attribute(text, body, `${name} = ${JSON.stringify(step.value)}`) : undefined;
  }
  if (entry === undefined) return undefined;
  if (step.kind === "append" && key === undefined) return item(text, entry.value, JSON.stringify(step.value));
  if (step.kind !== "remove") return undefined;
  if (key === undefined) return wholeLines(text, entry.range);
  return objectEntry(text, entry.value.entries ?? [], key);
}

/** A new attribute at the end of a body. */
function attribute(text: string, { range, entries, blocks }: HclBody, added: string): readonly Edit[] | undefined {
  const last = [...entries.map((each) => each.range.end), ...blocks.map(({ body }) => body.range.end + 1)].sort(
    (a, b) => b - a,
  )[0];
  const [first] = entries;
  const before = first && text.slice(lineStart(text, first.range.start), first.range.start);
  if (before === undefined ? !text.slice(range.start).startsWith("\n") : /\S/.test(before)) return undefined;
  const at = lineEnd(text, last ?? range.start);
  return at > range.end ? undefined : [insertAfter({ start: at, end: at }, `\n${before ?? "  "}${added}`)];
}

/** A new item at the end of a list. */
function item(text: string, { range, items }: HclValue, added: string): readonly Edit[] | undefined {
  const last = items?.at(-1)?.range;
  if (items === undefined) return undefined;
  if (last === undefined) return [insertAfter({ start: range.start, end: range.start + 1 }, added)];
  const indent = text.slice(lineStart(text, last.start), last.start);
  if (/\S/.test(indent)) return [insertAfter(last, `, ${added}`)];
  const comma = text[last.end] === "," ? last.end + 1 : undefined;
  if (comma === undefined) return [insertAfter(last, `,\n${indent}${added}`)];
  const at = lineEnd(text, comma);
  return [insertAfter({ start: at, end: at }, `\n${indent}${added},`)];
}

function objectEntry(text: string, entries: readonly HclEntry[], key: string): readonly Edit[] | undefined {
  const index = entries.findIndex(({ name }) => name === key);
  const [before, own, after] = [entries[index - 1]?.range, entries[index]?.range, entries[index + 1]?.range];
  if (own === undefined) return undefined;
  const comma = /^[ \t]*,/.exec(text.slice(own.end))?.[0].length ?? 0;
  const end = own.end + comma;
  const isAlone = columnOf(text, own.start) === /^[ \t]*/.exec(text.slice(lineStart(text, own.start)))![0].length;
  if (isAlone && /^[ \t]*(?:#|\/\/|$)/.test(text.slice(end, lineEnd(text, end))))
    return wholeLines(text, { start: own.start, end });
  if (after !== undefined) return [remove({ start: own.start, end: after.start })];
  return [remove({ start: before?.end ?? own.start, end })];
}
