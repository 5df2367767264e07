import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction, Pair } from "../dockerfile/instruction.js";
import { variables } from "../dockerfile/lex.js";
import type { Range } from "../dockerfile/text.js";

/** The name of a word's variable if it has just one, with no default of its own. */
export function onlyVariable(word: string, escape: string): string | undefined {
  const [variable, second] = variables(word, escape);
  return second === undefined && variable?.modifier === "" ? variable.name : undefined;
}

/** What the only variable of a FROM's image must be so that it names `image`; undefined when its other text forbids that. */
export function valueFor(from: Instruction, image: string, escape: string): string | undefined {
  const word = from.words[0]!.value;
  const [variable] = variables(word, escape);
  const before = word.slice(0, variable!.range.start);
  const after = word.slice(variable!.range.end);
  if (!image.startsWith(before) || !image.endsWith(after) || image.length < before.length + after.length)
    return undefined;
  return image.slice(before.length, image.length - after.length);
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
