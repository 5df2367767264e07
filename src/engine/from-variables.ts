import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction, Pair } from "../dockerfile/instruction.js";
import { type Variable, variables } from "../dockerfile/lex.js";
import type { Range } from "../dockerfile/text.js";
import { type ImageReference, withTag } from "../image/reference.js";

/** The part of a FROM's image that decides its tag; ranges count in the image's word. */
export interface TagSlot {
  /** `tag`: the tag alone. `untagged`: the empty place where one is missing. `image`: a variable holds name and tag. */
  readonly kind: "tag" | "untagged" | "image";
  readonly range: Range;
  /** The only variable in it; undefined when it has none. */
  readonly variable: Variable | undefined;
  /** What is written around the variable. */
  readonly before: string;
  readonly after: string;
}

/** Where an image's word says its tag; undefined when several variables make it up, or one that is changed on its way. */
export function tagSlot(word: string, escape: string): TagSlot | undefined {
  const all = variables(word, escape);
  const outer = all.filter(({ range }) => !all.some((each) => each.range !== range && contains(each.range, range)));
  const inside = (at: number): boolean => outer.some(({ range }) => range.start <= at && at < range.end);
  // a digest goes with its tag
  const at = word.indexOf("@");
  const named = at === -1 ? word : word.slice(0, at);
  const slash = lastIndex(named, "/", inside);
  const colon = lastIndex(named, ":", inside);
  const behind = (at: number): Variable[] => outer.filter(({ range }) => range.start > at);
  const literal = { variable: undefined, before: "", after: "" };
  if (colon <= slash && (outer.length === 0 || (slash !== -1 && behind(slash).length === 0)))
    return { kind: "untagged", range: { start: word.length, end: word.length }, ...literal };
  const range = { start: colon > slash ? colon + 1 : 0, end: word.length };
  const [variable, second] = colon > slash ? behind(colon) : outer;
  const kind = colon > slash ? "tag" : "image";
  if (variable === undefined) return { kind, range, ...literal };
  // a variable inside another one's default counts as well
  if (
    second !== undefined ||
    !/^(?::?-)?$/.test(variable.modifier) ||
    all.some((each) => each !== variable && contains(variable.range, each.range))
  )
    return undefined;
  const before = word.slice(range.start, variable.range.start);
  return { kind, range, variable, before, after: word.slice(variable.range.end) };
}

function contains(outer: Range, { start, end }: Range): boolean {
  return outer.start <= start && end <= outer.end;
}

function lastIndex(word: string, char: string, skipped: (at: number) => boolean): number {
  let at = word.lastIndexOf(char);
  while (at > 0 && skipped(at)) at = word.lastIndexOf(char, at - 1);
  return at === 0 && skipped(0) ? -1 : at;
}

/** What a slot's variable must be so that the slot says `wanted`; undefined when what is written around it forbids that. */
export function valueFor({ before, after }: TagSlot, wanted: string): string | undefined {
  const fits = wanted.startsWith(before) && wanted.endsWith(after) && wanted.length > before.length + after.length;
  return fits ? wanted.slice(before.length, wanted.length - after.length) : undefined;
}

/** What a slot must say so that the image has a tag. */
export function slotText({ kind }: TagSlot, reference: ImageReference, tag: string): string {
  return { tag, untagged: `:${tag}`, image: withTag(reference, tag) }[kind];
}

/** Whether a tag can stand where a slot has its variable; anything can where there is none. */
export function fitsTag(slot: TagSlot | undefined, tag: string): boolean {
  if (slot?.variable === undefined) return true;
  // a name in front of the variable is not the tag's
  return valueFor(slot.kind === "tag" ? slot : { ...slot, before: "" }, tag) !== undefined;
}

/** Where a variable's own default stands in its word: `20` of `${VERSION:-20}`; undefined when it has no plain one. */
export function ownDefault(word: string, { name, modifier, range }: Variable): Range | undefined {
  if (modifier !== ":-" && modifier !== "-") return undefined;
  const own = { start: range.start + "${".length + name.length + modifier.length, end: range.end - 1 };
  return /^[\w.:/@+-]+$/.test(word.slice(own.start, own.end)) ? own : undefined;
}

/** Where a global ARG is used beside the FROMs in `known`; undefined when nowhere. */
export function otherUses(file: Dockerfile, name: string, known: ReadonlySet<Instruction>): string | undefined {
  return usesOf(file)
    .get(name)
    ?.find(({ from, where }) => where !== "in another FROM" || !known.has(from!))?.where;
}

interface Use {
  readonly where: "in another FROM" | "in a flag of FROM" | "inside a stage" | "in another ARG";
  readonly from?: Instruction;
}

const cache = new WeakMap<Dockerfile, ReadonlyMap<string, readonly Use[]>>();

/** Every use of a variable that a global ARG could be. */
function usesOf(file: Dockerfile): ReadonlyMap<string, readonly Use[]> {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const uses = new Map<string, Use[]>();
  const add = (name: string, use: Use): void => {
    const list = uses.get(name);
    if (list === undefined) uses.set(name, [use]);
    else list.push(use);
  };
  for (const { from, instructions } of file.stages) {
    const inFlags = from.flags.flatMap(({ value = "" }) => variables(value, file.escape));
    for (const { name } of inFlags) add(name, { where: "in a flag of FROM" });
    for (const { name } of variables(from.args.value, file.escape)) add(name, { where: "in another FROM", from });
    for (const { keyword, pairs } of instructions) {
      if (keyword === "ARG") for (const { name } of pairs) add(name, { where: "inside a stage" });
    }
  }
  for (const { pairs } of file.globalArgs) {
    for (const { value = "" } of pairs)
      for (const { name } of variables(value, file.escape)) add(name, { where: "in another ARG" });
  }
  cache.set(file, uses);
  return uses;
}

/** Whether a global ARG gives a variable a value by default. */
export function hasDefault(file: Dockerfile, name: string): boolean {
  return (
    defaultsOf(file)
      .get(name)
      ?.some(({ value = "" }) => value !== "") ?? false
  );
}

/** The one global ARG of that name with a plainly written default; `value` is where that stands, inside its quotes. */
export function globalDefault(
  file: Dockerfile,
  name: string,
): { readonly pair: Pair; readonly value: Range } | undefined {
  const [pair, second] = defaultsOf(file).get(name) ?? [];
  if (pair?.valueRange === undefined || second !== undefined) return undefined;
  const { start, end } = pair.valueRange;
  const written = file.source.slice(start, end);
  const quote = /^(["']).*\1$/.exec(written)?.[1]?.length ?? 0;
  const plain = /^[\w.:/@+-]*$/.test(written.slice(quote, written.length - quote));
  return plain ? { pair, value: { start: start + quote, end: end - quote } } : undefined;
}

const defaults = new WeakMap<Dockerfile, ReadonlyMap<string, readonly Pair[]>>();

function defaultsOf(file: Dockerfile): ReadonlyMap<string, readonly Pair[]> {
  const known = defaults.get(file);
  if (known !== undefined) return known;
  const found = new Map<string, Pair[]>();
  for (const pair of file.globalArgs.flatMap(({ pairs }) => pairs)) {
    const list = found.get(pair.name);
    if (list === undefined) found.set(pair.name, [pair]);
    else list.push(pair);
  }
  defaults.set(file, found);
  return found;
}
