import type { Syntax } from "./syntax.js";

export interface Token {
  readonly kind: "word" | "text" | "number" | "mark";
  /** Of a text: what stands between its quotes. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** A text that stands for itself: nothing is put into it when it runs, and nothing is escaped. */
  readonly isPlain: boolean;
}

/**
 * The tokens of a source text without comments. With blocks by indentation there are `{`, `}` and `;` where they begin and end
 * and where a line does. Undefined: not understood, such as a text that does not end.
 */
export function tokensOf(text: string, syntax: Syntax): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let depth = 0;
  const indents = [0];
  const add = (kind: Token["kind"], value: string, isPlain = false): void => {
    tokens.push({ kind, text: value, line, isPlain });
  };
  const startLine = (): boolean => {
    const width = /[ \t]*(?=[^\s#])/y;
    width.lastIndex = at;
    const found = width.exec(text);
    if (found === null) return true;
    const columns = found[0].replaceAll("\t", "        ").length;
    if (tokens.length > 0 && columns <= indents.at(-1)!) add("mark", ";");
    if (columns > indents.at(-1)!) {
      indents.push(columns);
      add("mark", "{");
    }
    while (columns < indents.at(-1)!) {
      indents.pop();
      add("mark", "}");
    }
    return columns === indents.at(-1);
  };

  if (syntax.isIndented === true) startLine();
  while (at < text.length) {
    if (syntax.isIndented === true && text[at] === "\n") {
      at++;
      line++;
      if (depth === 0 && !startLine()) return undefined;
      continue;
    }
    const [kind, value, length, isPlain] = tokenAt(text, at, syntax, tokens.at(-1)) ?? [];
    if (kind === undefined) return undefined;
    if (kind !== "blank") add(kind, value!, isPlain);
    if (kind === "mark") depth += "([{".includes(value!) ? 1 : ")]}".includes(value!) ? -1 : 0;
    for (let next = at; next < at + length!; next++) if (text[next] === "\n") line++;
    at += length!;
  }
  if (syntax.isIndented === true) for (const each of indents.slice(1)) if (each > 0) add("mark", "}");
  return tokens;
}

type Found = readonly [kind: Token["kind"] | "blank", value: string, length: number, isPlain: boolean];

function tokenAt(text: string, at: number, syntax: Syntax, before: Token | undefined): Found | undefined {
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const blank = match(syntax.blank);
  if (blank !== null) return ["blank", "", blank[0].length, false];
  for (const pattern of syntax.texts) {
    const found = match(pattern);
    if (found === null) continue;
    const { plain, other = "" } = found.groups ?? {};
    return ["text", plain ?? other, found[0].length, plain !== undefined && !/[\\\n]/.test(plain)];
  }
  if (syntax.hasTemplates === true && text[at] === "`") {
    const end = templateEnd(text, at);
    if (end === undefined) return undefined;
    const value = text.slice(at + 1, end - 1);
    return ["text", value, end - at, !/[\\\n]|\$\{/.test(value)];
  }
  const number = match(/\d[\w.]*/y);
  if (number !== null) return ["number", number[0], number[0].length, true];
  const word = match(syntax.word);
  if (word !== null) return ["word", word[0], word[0].length, true];
  const pattern = syntax.pattern !== undefined && text[at] === "/" && mayBeValue(before) ? match(syntax.pattern) : null;
  if (pattern !== null) return ["text", pattern[0], pattern[0].length, false];
  if (text.startsWith("/*", at) || /["`]/.test(text[at]!)) return undefined;
  if (text[at] === "'" && !syntax.texts.some(({ source }) => source.startsWith("b?'"))) return undefined;
  const mark = match(/=>|===?|!==?|->|:=|::|&&|\|\||\?\?|<<[~-]?|[^]/uy)![0];
  return /^<<[~-]$/.test(mark) ? undefined : ["mark", mark, mark.length, true];
}

/** Whether a value may stand behind a token, and with it a regular expression. */
function mayBeValue(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === "mark") return !")]}".includes(before.text);
  return (
    before.kind === "word" &&
    /^(?:return|typeof|case|in|of|do|else|void|delete|throw|new|yield|await|if|unless|and|or|when)$/.test(before.text)
  );
}

/** The offset behind a template; texts and templates within its `${…}` are skipped. */
function templateEnd(text: string, start: number): number | undefined {
  const braces: number[] = [];
  let isInside = true;
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === "\\") at++;
    else if (isInside && sign === "`") {
      if (braces.length === 0) return at + 1;
      isInside = false;
    } else if (isInside && sign === "$" && text[at + 1] === "{") {
      braces.push(depth);
      depth = 0;
      isInside = false;
      at++;
    } else if (isInside) continue;
    else if (sign === "`") isInside = true;
    else if (sign === "{") depth++;
    else if (sign === "}") {
      if (depth > 0) depth--;
      else {
        depth = braces.pop() ?? 0;
        isInside = true;
      }
    }
  }
  return undefined;
}
