import type { Source, Span } from "../../source/source.js";

/** The function of that name, its receiver left out: from `func` to the end of its body. */
export function functionOf(source: Source, name: string): Span | undefined {
  for (const at of source.places("func")) {
    const start = source.sign(at + 1) === "(" ? source.partner(at + 1) + 1 : at + 1;
    if (source.sign(start) !== name || source.sign(start + 1) !== "(") continue;
    const end = bodyEnd(source, source.partner(start + 1) + 1);
    if (end !== undefined) return { from: at, to: end };
  }
  return undefined;
}

/** The end of the block that begins behind results. */
function bodyEnd(source: Source, at: number): number | undefined {
  for (let next = at; next < at + 20; next++) if (source.sign(next) === "{") return source.partner(next);
  return undefined;
}

/** Whether a statement of a block runs whenever the block does. */
export function runsAlways(source: Source, at: number): boolean {
  const before = source.tokens[at - 1];
  // a statement begins on its own line or behind a bracket
  return before === undefined || /^[;{}]$/.test(before.text) || before.line < source.tokens[at]!.line;
}
