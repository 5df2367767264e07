import type { Source, Span } from "../../source/source.js";

/** The body of a function that stands there or has that name, and the names of its parameters. */
export function functionAt(
  source: Source,
  at: number,
): { readonly body: number; readonly parameters: readonly string[] } | undefined {
  let next = at;
  while (/^(?:async|function|\*)$/.test(source.sign(next))) next++;
  const isKeyword = next > at;
  if (isKeyword && source.isWord(next) && source.sign(next + 1) === "(") next++;
  if (source.sign(next) !== "(") return undefined;
  if (!isKeyword && !/^(?:=>|:)$/.test(source.sign(source.partner(next) + 1))) return undefined;
  const parameters = source.parts(next).map(({ from }) => source.sign(from));
  let body = source.partner(next) + 1;
  while (body < source.partner(next) + 12 && source.sign(body) !== "{") {
    if (source.sign(body) === ";") return undefined;
    body++;
  }
  return source.sign(body) === "{" ? { body, parameters } : undefined;
}

/** Where a function of that name begins in a file. */
export function declaration(source: Source, name: string): number | undefined {
  const [plain] = source.places(`function ${name} (`);
  if (plain !== undefined) return plain;
  for (const keyword of ["const", "let", "var"]) {
    for (const at of source.places(`${keyword} ${name}`)) {
      for (let next = at + 2; next < at + 12; next++) if (source.sign(next) === "=") return next + 1;
    }
  }
  return undefined;
}

/** The tokens of a function's body, or of what else stands there up to the end of the statement. */
export function bodySpan(source: Source, at: number): Span {
  const found = functionAt(source, at);
  if (found !== undefined) return { from: at, to: source.partner(found.body) };
  let to = at;
  while (to < source.tokens.length && to < at + 300 && source.sign(to) !== ";") to++;
  return { from: at, to };
}

/** The number of parameters of a function that stands there, one with an expression as its body too. */
export function parametersAt(source: Source, at: number): number | undefined {
  let next = at;
  while (/^(?:async|function|\*)$/.test(source.sign(next))) next++;
  if (source.isWord(next) && source.sign(next + 1) === "=>") return 1;
  if (source.isWord(next) && source.sign(next + 1) === "(" && next > at) next++;
  if (source.sign(next) !== "(") return undefined;
  const isFunction = next > at || /^(?:=>|:)$/.test(source.sign(source.partner(next) + 1));
  return isFunction ? source.parts(next).length : undefined;
}
