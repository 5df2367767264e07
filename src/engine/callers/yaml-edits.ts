import type * as Yaml from "yaml";
import type { Range } from "../../dockerfile/text.js";
import { parsed, yaml } from "../../project/yaml.js";
import { insertAfter, remove } from "../edits.js";
import type { Edit } from "../types.js";
import { columnOf, lineEnd, lineStart, wholeLines } from "./line-places.js";
import { blockLines, flowText, layoutOf } from "./yaml-layout.js";
import { addedLine, nesting, removedLine } from "./yaml-scalar-edits.js";
import type { YamlPath, YamlStep } from "./yaml-step.js";

/** How a step is written, with all else as it stands; undefined where that is not simple. What it makes has to be checked. */
export function stepEdits(text: string, step: YamlStep): readonly Edit[] | undefined {
  const root = parsed(text)[0]?.contents;
  const last = step.path.at(-1);
  const parent = nodeAt(root, step.path.slice(0, -1));
  if (last === undefined || !isCollection(parent)) return undefined;
  const index = indexOf(parent, last);
  const item = parent.items[index];
  if (step.kind === "put") {
    if (item !== undefined || !yaml().isMap(parent)) return undefined;
    if (parent.flow === true)
      return intoFlow(text, parent, flowText({ [last]: step.value }, isQuoted(parent)).slice(1, -1));
    return intoBlock(text, parent, blockLines(last, step.value, layoutOf(text, root)), parent === root);
  }
  if (item === undefined) return undefined;
  if (step.kind === "remove") return removal(text, parent, index);
  const node = valueOf(item);
  switch (step.kind) {
    case "append":
      if (!yaml().isSeq(node)) return undefined;
      if (node.flow === true) return intoFlow(text, node, flowText(step.value, isQuoted(node)));
      return intoBlock(text, node, [`- ${flowText(step.value, false)}`]);
    case "nest":
      return nesting(text, item, step.key, layoutOf(text, root).unit);
    case "add-line":
      return addedLine(text, node, step.line, layoutOf(text, root).unit);
    case "remove-line":
      return removedLine(text, node, step.line);
  }
}

type Collection = Yaml.YAMLMap | Yaml.YAMLSeq;

function nodeAt(root: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((node, key) => isCollection(node) && valueOf(node.items[indexOf(node, key)]), root);
}

function isCollection(node: unknown): node is Collection {
  return yaml().isCollection(node);
}

function indexOf(parent: Collection, key: string): number {
  if (yaml().isSeq(parent)) return Number(key);
  return parent.items.findIndex((item) => yaml().isPair(item) && yaml().isScalar(item.key) && item.key.value === key);
}

function valueOf(item: unknown): unknown {
  return yaml().isPair(item) ? item.value : item;
}

function startOf(item: unknown): number | undefined {
  const node = yaml().isPair(item) ? item.key : item;
  return yaml().isNode(node) ? node.range?.[0] : undefined;
}

/** Behind the last character that belongs to an item; comments do not. */
function endOf(item: unknown, text: string): number | undefined {
  if (yaml().isPair(item)) {
    const isEmpty = yaml().isScalar(item.value) && item.value.source === "" && item.value.type === "PLAIN";
    return isEmpty || item.value === null ? endOf(item.key, text) : endOf(item.value, text);
  }
  if (isCollection(item) && item.flow !== true) return endOf(item.items.at(-1), text);
  const end = yaml().isNode(item) ? item.range?.[1] : undefined;
  return end === undefined ? undefined : text.slice(0, end).trimEnd().length;
}

/** Whether its keys or items are in double quotes, as in JSON. */
function isQuoted({ items: [first] }: Collection): boolean {
  const node = yaml().isPair(first) ? first.key : first;
  return yaml().isScalar(node) && node.type === "QUOTE_DOUBLE";
}

function removal(text: string, parent: Collection, index: number): readonly Edit[] | undefined {
  const start = startOf(parent.items[index]);
  const end = endOf(parent.items[index], text);
  if (start === undefined || end === undefined) return undefined;
  return parent.flow === true ? outOfFlow(text, parent, index, { start, end }) : wholeLines(text, { start, end });
}

function outOfFlow(text: string, parent: Collection, index: number, own: Range): readonly Edit[] | undefined {
  const [before, after] = [parent.items[index - 1], parent.items[index + 1]];
  const start = after === undefined && before !== undefined ? endOf(before, text) : own.start;
  const end = after === undefined ? own.end : startOf(after);
  if (start === undefined || end === undefined) return undefined;
  return (text.slice(start, own.start) + text.slice(own.end, end)).includes("#") ? undefined : [remove({ start, end })];
}

function intoFlow(text: string, parent: Collection, added: string): readonly Edit[] | undefined {
  const last = parent.items.at(-1);
  if (last === undefined) {
    const at = (parent.range?.[0] ?? -1) + 1;
    return at === 0 ? undefined : [insertAfter({ start: at, end: at }, added)];
  }
  const [start, end] = [startOf(last), endOf(last, text)];
  if (start === undefined || end === undefined) return undefined;
  const indent = text.slice(lineStart(text, start), start);
  return [insertAfter({ start, end }, /\S/.test(indent) || indent === "" ? `, ${added}` : `,\n${indent}${added}`)];
}

function intoBlock(
  text: string,
  parent: Collection,
  lines: readonly string[],
  isRoot = false,
): readonly Edit[] | undefined {
  const [first, last] = [parent.range?.[0], endOf(parent, text)];
  if (first === undefined || last === undefined || parent.items.length === 0) return undefined;
  const column = columnOf(text, first);
  const at = behindComments(text, lineEnd(text, last), column);
  const isSpaced = isRoot && parent.items.slice(1).some((item) => /\n[ \t]*\r?\n$/.test(text.slice(0, startOf(item))));
  const added = lines.map((line) => `\n${" ".repeat(column)}${line}`).join("");
  return [insertAfter({ start: at, end: at }, isSpaced ? `\n${added}` : added)];
}

/** Behind the comment lines that stand deeper than a column: they belong to what is above. */
function behindComments(text: string, at: number, column: number): number {
  const comments = /^(?:\r?\n([ \t]+)#[^\r\n]*)+/.exec(text.slice(at))?.[0] ?? "";
  let end = at;
  for (const [line, indent] of comments.matchAll(/\r?\n([ \t]+)#[^\r\n]*/g)) {
    if (indent!.length <= column) break;
    end += line.length;
  }
  return end;
}
