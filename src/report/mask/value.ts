import { referenceEnd } from "./literal.js";

/** Where a value stands in a line, without its quotes. */
export interface Value {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** How far a value without quotes reaches: to a blank, to the end of the line or a comment, or to the quote around all of it. */
export type Reach = "word" | "line" | "quote";

/** A quote that is open. */
export interface OpenQuote {
  readonly quote: string;
  readonly at: number;
}

/** The value that begins at `at`, inside of `open` if there is one. */
export function valueAt(line: string, at: number, reach: Reach, open: OpenQuote | undefined): Value {
  return quoted(line, at, open) ?? { start: at, end: bareEnd(line, at, reach, open), isQuoted: false };
}

/** Which quotes are open in a line, read from its beginning to its end; an apostrophe within a word is none. */
export class Quotes {
  #at = 0;
  #open: OpenQuote | undefined;

  constructor(private readonly line: string) {}

  /** The quote that is open at a place that does not lie before those that were asked for. */
  openAt(end: number): OpenQuote | undefined {
    for (; this.#at < end; this.#at++) {
      const at = this.#at;
      const character = this.line[at]!;
      if (character === "\\") this.#at++;
      else if (character === this.#open?.quote) this.#open = undefined;
      else if (this.#open === undefined && /["'`]/.test(character) && !this.#isApostrophe(at))
        this.#open = { quote: character, at };
    }
    return this.#open;
  }

  #isApostrophe(at: number): boolean {
    const { line } = this;
    return line[at] === "'" && /\w/.test(line[at - 1] ?? "") && /\w/.test(line[at + 1] ?? "");
  }
}

/** A value that is quoted as a whole, also by `\"`. */
function quoted(line: string, at: number, open: OpenQuote | undefined): Value | undefined {
  // Python's `b"…"`, too
  const [whole = "", quote = ""] = /^[ubrf]{0,2}(\\?["'])/i.exec(line.slice(at, at + 4)) ?? [];
  if (quote === "" || quote === open?.quote) return undefined;
  const start = at + whole.length;
  const end = closingQuote(line, start, quote);
  if (end === -1) return undefined;
  const behind = line[end + quote.length];
  return behind === undefined || /[\s,;:)}\]|&"'`\\]/.test(behind) ? { start, end, isQuoted: true } : undefined;
}

function closingQuote(line: string, start: number, quote: string): number {
  for (let at = start; at < line.length; at++) {
    if (line.startsWith(quote, at)) return at;
    if (line[at] === "\\") at++;
  }
  return -1;
}

function bareEnd(line: string, start: number, reach: Reach, open: OpenQuote | undefined): number {
  let at = start;
  while (at < line.length) {
    const character = line[at]!;
    const end = referenceEnd(line, at);
    if (character === open?.quote) break;
    if (/\s/.test(character) && (reach === "word" || (reach === "line" && /^\s+#/.test(line.slice(at))))) break;
    if (character === "\\" && (/^\\\s*$/.test(line.slice(at)) || line[at + 1] === open?.quote)) break;
    if (end > at && !isWithin(open, line, at, end)) at = end;
    else if (character === "\\") at += 2;
    else if (/["']/.test(character)) {
      const close = closingQuote(line, at + 1, character);
      // the rest of a value that is cut off, or goes on in the next line
      at = close !== -1 ? close + 1 : at === start ? line.length : at + 1;
    } else at++;
  }
  const raw = line.slice(start, Math.min(at, line.length));
  return start + raw.trimEnd().length;
}

/** Whether the quote that is open ends between two places. */
function isWithin(open: OpenQuote | undefined, line: string, at: number, end: number): boolean {
  return open !== undefined && end === line.length && line.includes(open.quote, at);
}
