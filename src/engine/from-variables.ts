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
  const uses = (text: string): boolean => variables(text, file.escape).some((variable) => variable.name === name);
  for (const { from, instructions } of file.stages) {
    if (!known.has(from) && uses(from.text.value)) return "in another FROM";
    if (known.has(from) && from.flags.some(({ value = "" }) => uses(value))) return "in a flag of FROM";
    if (instructions.some(({ keyword, pairs }) => keyword === "ARG" && pairs.some((pair) => pair.name === name)))
      return "inside a stage";
  }
  const inDefault = file.globalArgs.some(({ pairs }) => pairs.some(({ value = "" }) => uses(value)));
  return inDefault ? "in another ARG" : undefined;
}

/** The one global ARG of that name with a plainly written default; `value` is where that stands, inside its quotes. */
export function globalDefault(
  file: Dockerfile,
  name: string,
): { readonly pair: Pair; readonly value: Range } | undefined {
  const [pair, second] = file.globalArgs.flatMap(({ pairs }) => pairs.filter((each) => each.name === name));
  if (pair?.valueRange === undefined || second !== undefined) return undefined;
  const { start, end } = pair.valueRange;
  const written = file.source.slice(start, end);
  const quote = /^(["']).*\1$/.exec(written)?.[1]?.length ?? 0;
  const plain = /^[\w.:/@+-]*$/.test(written.slice(quote, written.length - quote));
  return plain ? { pair, value: { start: start + quote, end: end - quote } } : undefined;
}
