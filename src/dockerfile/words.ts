import { isBlank, isSpace, skipBlank, skipSpace } from "./text.js";

/** A stretch of a joined line: `value` is what the builder takes, `[from, to)` where it is written. */
export interface Word {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The `--flags` in front of an instruction's arguments, quotes and escapes removed, and the index where the arguments begin.
 * Source: BuildKit `extractBuilderFlags`.
 */
export function flagsOf(line: string, escape: string): { flags: Word[]; at: number; args: string } {
  const flags: Word[] = [];
  let at = 0;
  for (;;) {
    at = skipBlank(line, at);
    if (line[at] !== "-" || line[at + 1] !== "-") break;
    const from = at;
    let value = "";
    let quote = "";
    let quoted = false;
    for (; at < line.length; at++) {
      const char = line[at]!;
      if (quote === "" && isBlank(line.charCodeAt(at))) break;
      if (quote !== "" && char === quote) quote = "";
      else if (quote === "" && (char === "'" || char === '"')) {
        quote = char;
        quoted = true;
      } else if (char === escape) {
        if (at + 1 < line.length) value += line[++at]!;
        else quote = "";
      } else value += char;
    }
    if (value === "--") break;
    if (quoted || value !== "") flags.push({ value, from, to: at });
  }
  at = skipSpace(line, at);
  return { flags, at, args: trimEnd(line.slice(at)) };
}

/** Words with their quotes and escapes kept, as ENV, LABEL and ARG are split. Source: BuildKit `parseWords`. */
export function quotedWords(line: string, escape: string): Word[] {
  const words: Word[] = [];
  let at = skipSpace(line, 0);
  while (at < line.length) {
    const from = at;
    let value = "";
    let quote = "";
    let blankOk = false;
    for (; at < line.length; at++) {
      const char = line[at]!;
      if (quote === "" && isSpace(line.charCodeAt(at))) break;
      if (quote === "" && (char === "'" || char === '"')) {
        quote = char;
        blankOk = true;
      } else if (char === quote) quote = "";
      if (char === escape && quote !== "'") {
        if (at + 1 >= line.length) {
          quote = "";
          continue;
        }
        value += char + line[++at]!;
      } else value += char;
    }
    if (blankOk || value !== "") words.push({ value, from, to: at });
    at = skipSpace(line, at);
  }
  return words;
}

/** Words between blanks, nothing unquoted. Source: BuildKit `parseStringsWhitespaceDelimited`. */
export function plainWords(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    at = skipBlank(line, at);
    const from = at;
    while (at < line.length && !isBlank(line.charCodeAt(at))) at++;
    if (at > from) words.push({ value: line.slice(from, at), from, to: at });
  }
  return words;
}

function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && isSpace(line.charCodeAt(end - 1))) end--;
  return end === line.length ? line : line.slice(0, end);
}
