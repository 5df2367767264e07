import { isDeepStrictEqual } from "node:util";
import { MOST_ALIASES, parsed } from "../../project/yaml.js";
import { applyEdits } from "../edits.js";
import { stepEdits } from "./yaml-edits.js";

/** A way through a YAML file: keys of mappings and indices of sequences. */
export type YamlPath = readonly string[];

/** What is added to a YAML file. */
export type YamlTree = string | readonly string[] | { readonly [key: string]: YamlTree };

/** One change of a YAML file. */
export type YamlStep =
  | { readonly kind: "remove"; readonly path: YamlPath }
  /** A new entry, the last one of its mapping. */
  | { readonly kind: "put"; readonly path: YamlPath; readonly value: YamlTree }
  /** A new item, the last one of the sequence. */
  | { readonly kind: "append"; readonly path: YamlPath; readonly value: string }
  /** A scalar becomes a mapping in which it stands under `key`. */
  | { readonly kind: "nest"; readonly path: YamlPath; readonly key: string }
  /** A line of a literal block scalar. */
  | { readonly kind: "add-line" | "remove-line"; readonly path: YamlPath; readonly line: string };

/**
 * A text of one YAML document after some steps. Undefined: one of them cannot be written where it belongs, or the document then
 * says anything else than it said before apart from the steps.
 */
export function afterSteps(text: string, steps: readonly YamlStep[]): string | undefined {
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

export type Collection = Record<string, unknown> | unknown[];

/** What a document says, with nothing shared; undefined for a scalar, several documents and bad ones. */
function content(text: string): Collection | undefined {
  try {
    const [document, second] = parsed(text);
    if (document === undefined || second !== undefined || document.errors.length > 0) return undefined;
    return collection(JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MOST_ALIASES }))));
  } catch {
    return undefined;
  }
}

/** Takes a step in what a document says; false when there is no such place. */
export function takeStep(root: Collection, step: YamlStep): boolean {
  const last = step.path.at(-1);
  const parent = step.path.slice(0, -1).reduce<Collection | undefined>((each, key) => collection(at(each, key)), root);
  if (parent === undefined || last === undefined) return false;
  const old = at(parent, last);
  if (step.kind === "put") return old === undefined && put(parent, last, step.value);
  if (old === undefined) return false;
  switch (step.kind) {
    case "remove":
      return Array.isArray(parent) ? parent.splice(Number(last), 1).length === 1 : Reflect.deleteProperty(parent, last);
    case "append":
      return Array.isArray(old) && old.push(step.value) > 0;
    case "nest":
      return typeof old === "string" && put(parent, last, { [step.key]: old });
    case "add-line":
    case "remove-line":
      return typeof old === "string" && put(parent, last, withLine(old, step));
  }
}

function withLine(text: string, { kind, line }: { readonly kind: string; readonly line: string }): string {
  const body = text.replace(/\n*$/, "");
  const lines = body.split("\n");
  const kept = kind === "add-line" ? [...lines, line] : lines.filter((each) => each.trim() !== line.trim());
  return kept.join("\n") + text.slice(body.length);
}

function put(parent: Collection, key: string, value: unknown): boolean {
  return Reflect.set(parent, key, value);
}

function at(parent: Collection | undefined, key: string): unknown {
  return parent !== undefined && Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
}

function collection(value: unknown): Collection | undefined {
  return typeof value === "object" && value !== null ? (value as Collection) : undefined;
}
