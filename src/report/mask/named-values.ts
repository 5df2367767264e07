import { hasSecretWord, isSecretName } from "./secret-name.js";
import { closing, isLiteral } from "./literal.js";
import { Quotes, type Reach, type Value, valueAt } from "./value.js";

export const MASK = "***";

const NAME = /[A-Za-z_][\w.-]*/g;

/** What stands between a name and its value: `=`, ` = `, `:=`, `=>`, `: ` and, behind a quoted name, `:`. */
const SEPARATOR = /(?:\\?["'])?\]?(?:\s*(?:=>|:=)\s*|\s+=\s+(?![=~])|=(?![=~])|\s*:\s+|(?<=["']):|:(?=\\?["']))/y;

/** As much of a line as stands before an option's name and has to do with it. */
const NEAR = 300;

/** Options that only switch something: what follows is no value. */
const SWITCH = /^(?:no|disabled?|enabled?|allow|skip|without|use|with|empty)-/i;

/** Where the value of a secret's name stands in a line: behind `NAME=`, `NAME: `, `ENV NAME `, `--flag `, in `${NAME:-…}`. */
export function* namedValues(line: string): Generator<Value> {
  if (!hasSecretWord(line)) return;
  const quotes = new Quotes(line);
  let until = 0;
  for (const { 0: word, index } of line.matchAll(NAME)) {
    // inside of a value that goes as a whole
    if (index < until) continue;
    const name = word.replace(/[.-]+$/, "");
    if (!isSecretName(name)) continue;
    const value = valueBehind(line, name, index, quotes);
    if (value === undefined || value.start >= value.end) continue;
    // `sed s/password=/…/`
    if (line[value.start] === "/" && !value.isQuoted && /\bsed\b/.test(line)) continue;
    if (!isLiteral(line.slice(value.start, value.end), value.isQuoted)) continue;
    until = value.end;
    yield value;
  }
}

function valueBehind(line: string, name: string, start: number, quotes: Quotes): Value | undefined {
  const end = start + name.length;
  const before = line.slice(0, start);
  if (before.endsWith("$")) return undefined;
  if (before.endsWith("${")) return defaultBehind(line, start, end);
  const at = separatorEnd(line, before, name, end);
  if (at === undefined) return valueOfArgument(line, before, name, end, quotes);
  const open = quotes.openAt(at);
  const isColon = line.slice(end, at).includes(":");
  if (isColon && isProse(line, before, at)) return undefined;
  const isAround = open !== undefined && /^["'`]-*$/.test(line.slice(open.at, start));
  const reach: Reach = isAround ? "quote" : isColon && isKey(before) ? "line" : "word";
  return valueAt(line, at, reach, open);
}

/** Where the value begins. */
function separatorEnd(line: string, before: string, name: string, end: number): number | undefined {
  SEPARATOR.lastIndex = end;
  if (SEPARATOR.test(line)) return SEPARATOR.lastIndex;
  // `"Private-Token:value"` is a header
  return line[end] === ":" && name.includes("-") && /["']$/.test(before) ? end + 1 : undefined;
}

/** `NAME` of `${NAME:-default}`. */
function defaultBehind(line: string, start: number, end: number): Value | undefined {
  const [operator] = /^:?[-=]/.exec(line.slice(end)) ?? [];
  if (operator === undefined) return undefined;
  return { start: end + operator.length, end: closing(line, start - 1), isQuoted: true };
}

/** Whether a line is `key: value`. */
function isKey(before: string): boolean {
  return /^[-+ ]?\s*(?:-\s+)?\\?["']?$/.test(before);
}

/** Whether a colon in a comment only introduces what is said next. */
function isProse(line: string, before: string, at: number): boolean {
  if (!/^[-+ ]?\s*#/.test(before)) return false;
  return !(/^[-+ ]?\s*#\s*(?:-\s*)?$/.test(before) ? /^\S+\s*$/ : /^(?:["']|\S*\d)/).test(line.slice(at));
}

/** Values behind a blank: of `ENV NAME value`, `--name value` and `npm config set name value`. */
function valueOfArgument(line: string, before: string, name: string, end: number, quotes: Quotes): Value | undefined {
  const blank = /^["']?\s+(?=\S)/.exec(line.slice(end))?.[0].length ?? 0;
  if (blank === 0) return undefined;
  if (/^[-+ ]?\s*(?:ENV|ARG|LABEL)\s+["']?$/i.test(before)) return valueAt(line, end + blank, "line", undefined);
  const near = before.slice(-NEAR);
  const isOption = /(?:^|[\s"'`[(=])--?$/.test(near) && name.length > 3 && !SWITCH.test(name);
  const isSetting = /\b(?:config|npm|pnpm|yarn)\s+set\s+(?:-\S+\s+)*["']?(?:\/\/\S*:)?$/.test(near);
  if (!isOption && !isSetting) return undefined;
  if (/^(?:-|\\|\||&|>|(?:id|type|src|source|env)=)/.test(line.slice(end + blank))) return undefined;
  return valueAt(line, end + blank, "word", quotes.openAt(end));
}
