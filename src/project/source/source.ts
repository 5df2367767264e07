import { SYNTAX } from "./syntax.js";
import { type Token, tokensOf } from "./tokens.js";

/** A range of tokens, the end not among them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MARK_OF: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** A source file as tokens, with what belongs together. */
export class Source {
  private cachedPlaces: ReadonlyMap<string, readonly number[]> | undefined;

  private constructor(
    readonly path: string,
    readonly tokens: readonly Token[],
    /** The other bracket, for a bracket. */
    private readonly partners: ReadonlyMap<number, number>,
    /** The innermost bracket that is open before a token; -1 for none. */
    private readonly around: readonly number[],
  ) {}

  /** Undefined: not understood. */
  static of(path: string, text: string): Source | undefined {
    const syntax = SYNTAX[/\.(\w+)$/.exec(path)?.[1] ?? ""];
    const tokens = syntax === undefined ? undefined : tokensOf(text, syntax);
    if (tokens === undefined) return undefined;
    const partners = new Map<number, number>();
    const around: number[] = [];
    const open = [-1];
    for (const [at, { kind, text: sign }] of tokens.entries()) {
      if (kind === "mark" && sign in MARK_OF) {
        const start = open.pop()!;
        if (tokens[start]?.text !== MARK_OF[sign]) return undefined;
        partners.set(start, at).set(at, start);
      }
      around.push(open.at(-1)!);
      if (kind === "mark" && "([{".includes(sign)) open.push(at);
    }
    return open.length === 1 ? new Source(path, tokens, partners, around) : undefined;
  }

  get all(): Span {
    return { from: 0, to: this.tokens.length };
  }

  partner(at: number): number {
    return this.partners.get(at) ?? -1;
  }

  /** The bracket that a token stands in directly. */
  enclosing(at: number): number {
    return this.around[at] ?? -1;
  }

  /** The text of a word or mark; empty for others. */
  sign(at: number): string {
    const token = this.tokens[at];
    return token?.kind === "word" || token?.kind === "mark" ? token.text : "";
  }

  isWord(at: number): boolean {
    return this.tokens[at]?.kind === "word";
  }

  /** Whether words and marks, separated by blanks, stand there. */
  reads(at: number, signs: string): boolean {
    return signs.split(" ").every((sign, index) => this.sign(at + index) === sign);
  }

  /** Where words and marks stand, in order. */
  places(signs: string, { from, to }: Span = this.all): number[] {
    const [first = "", ...rest] = signs.split(" ");
    return (this.bySign.get(first) ?? []).filter(
      (at) => from <= at && at < to && rest.every((sign, index) => this.sign(at + 1 + index) === sign),
    );
  }

  /** Where each word and mark stands; readers ask for many of them, and files are long. */
  private get bySign(): ReadonlyMap<string, readonly number[]> {
    if (this.cachedPlaces === undefined) {
      const found = new Map<string, number[]>();
      for (let at = 0; at < this.tokens.length; at++) {
        const sign = this.sign(at);
        const places = found.get(sign);
        if (places === undefined) found.set(sign, [at]);
        else places.push(at);
      }
      this.cachedPlaces = found;
    }
    return this.cachedPlaces;
  }

  /** The parts within brackets, between commas. */
  parts(open: number, separator = ","): Span[] {
    const end = this.partner(open);
    const parts: Span[] = [];
    let from = open + 1;
    for (let at = from; at < end; at++) {
      if ("([{".includes(this.sign(at)) && this.sign(at) !== "") at = this.partner(at);
      else if (this.sign(at) === separator) {
        parts.push({ from, to: at });
        from = at + 1;
      }
    }
    if (from < end) parts.push({ from, to: end });
    return parts;
  }

  /** A span that is one plain text. */
  literal(span: Span | undefined): string | undefined {
    const token = this.only(span);
    return token?.kind === "text" && token.isPlain ? token.text : undefined;
  }

  /** A span that is one word. */
  name(span: Span | undefined): string | undefined {
    const token = this.only(span);
    return token?.kind === "word" ? token.text : undefined;
  }

  private only(span: Span | undefined): Token | undefined {
    return span !== undefined && span.to - span.from === 1 ? this.tokens[span.from] : undefined;
  }

  /** The values of `{ key: value }` or `(key=value)`, whose bracket stands there. */
  values(open: number): ReadonlyMap<string, Span> {
    const found = new Map<string, Span>();
    for (const { from, to } of this.parts(open)) {
      if (/^(?::|=|=>)$/.test(this.sign(from + 1))) found.set(this.tokens[from]!.text, { from: from + 2, to });
      else if (to === from + 1) found.set(this.tokens[from]!.text, { from, to });
    }
    return found;
  }

  /** `src/app.js:12` */
  place(at: number): string {
    return `${this.path}:${this.tokens[at]!.line}`;
  }

  /** All that is said there, texts too. */
  text({ from, to }: Span): string {
    return this.tokens.slice(from, to).map(({ text }) => text).join(" "); // prettier-ignore
  }
}
