import type { Source, Span } from "../source/source.js";

/** Where a server of the source listens when nothing else is said, such as on its command line. */
export interface Listen {
  readonly port: number;
  readonly host: "any" | "loopback" | "unknown";
  /** The environment variable that would change the port. */
  readonly variable?: string;
  /** `src/app.js:12` */
  readonly source: string;
}

/** A call that listens, with what of it is understood. */
export interface Call {
  readonly port: Port | undefined;
  readonly host: Listen["host"];
  readonly source: string;
}

export interface Port {
  readonly port: number;
  readonly variable?: string;
}

/** `0.0.0.0` and `127.0.0.1` by their kind. */
export function hostKind(text: string | undefined): Listen["host"] {
  if (text === undefined) return "unknown";
  if (/^(?:|0\.0\.0\.0|::|\[::\]|\*)$/.test(text)) return "any";
  return /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/.test(text) ? "loopback" : "unknown";
}

/** Words that may stand around an environment variable and its default. */
const AROUND =
  /^(?:process|env|Number|parseInt|String|os|environ|get|getenv|int|str|\.|\(|\)|\[|\]|\+|,|\|\||\?\?|or)$/;

/**
 * A port that is a number, an environment variable with a number as default (`process.env.PORT || 3000`,
 * `int(os.environ.get("PORT", 8080))`), or a constant of the file that is one of these.
 */
export function portAt(source: Source, { from, to }: Span, depth = 0): Port | undefined {
  const name = source.name({ from, to });
  if (name !== undefined && depth < 2) {
    const value = constant(source, name);
    return value === undefined ? undefined : portAt(source, value, depth + 1);
  }
  const numbers: number[] = [];
  const variables: string[] = [];
  for (let at = from; at < to; at++) {
    const { kind, text, isPlain } = source.tokens[at]!;
    if (kind === "number" || (kind === "text" && isPlain && /^\d+$/.test(text))) {
      // the base of parseInt
      if (text !== "10" || source.sign(at + 1) !== ")") numbers.push(Number(text));
    } else if (/^[A-Z][A-Z0-9_]*$/.test(text) && (kind === "text" || source.reads(at - 2, "env .")))
      variables.push(text);
    else if (!AROUND.test(text)) return undefined;
  }
  const [port] = numbers;
  if (port === undefined || numbers.length > 1 || variables.length > 1 || port < 1 || port > 65_535) return undefined;
  return variables.length === 0 ? { port } : { port, variable: variables[0]! };
}

/** What the only assignment to a name gives it. */
function constant(source: Source, name: string): Span | undefined {
  const places = source.places(`${name} =`).filter((at) => source.sign(at - 1) !== ".");
  const [at] = places;
  if (at === undefined || places.length > 1 || source.places(`${name} :`).length > 0) return undefined;
  let to = at + 2;
  const line = (index: number): number => source.tokens[index]?.line ?? 0;
  while (to < source.tokens.length && !/^[;,]$/.test(source.sign(to)) && line(to) === line(at)) {
    if (source.sign(to) === "(") to = source.partner(to);
    to++;
  }
  return { from: at + 2, to };
}
