import { isSecretName, SECRET_WORD } from "../../engine/secrets/secret-name.js";
import { closing, isLiteral } from "./literal.js";
import { openQuote, type Reach, type Value, valueAt } from "./value.js";

export const MASK = "***";

const NAME = /[A-Za-z_][\w.-]*/g;

/** What stands between a name and its value: `=`, ` = `, `:=`, `=>`, `: ` and, behind a quoted name, `:`. */
const SEPARATOR = /(?:\\?["'])?\]?(?:\s*(?:=>|:=)\s*|\s+=\s+(?![=~])|=(?![=~])|\s*:\s+|(?<=["']):|:(?=\\?["']))/y;

/** Options that only switch something: what follows is no value. */
const SWITCH = /^(?:no|disabled?|enabled?|allow|skip|without|use|with|empty)-/i;

/** Where the value of a secret's name stands in a line: behind `NAME=`, `NAME: `, `ENV NAME `, `--flag `, in `${NAME:-…}`. */
export function* namedValues(line: string): Generator<Value> {
  if (!SECRET_WORD.test(line)) return;
  for (const { 0: word, index } of line.matchAll(NAME)) {
    const name = word.replace(/[.-]+$/, "");
    if (!isSecretName(name)) continue;
    const value = valueBehind(line, name, index);
    if (value === undefined || value.start >= value.end) continue;
    // `sed s/password=/…/`
    if (line[value.start] === "/" && !value.isQuoted && /\bsed\b/.test(line)) continue;
    if (isLiteral(line.slice(value.start, value.end), value.isQuoted)) yield value;
  }
}

function valueBehind(line: string, name: string, start: number): Value | undefined {
  const end = start + name.length;
  const before = line.slice(0, start);
  if (before.endsWith("$")) return undefined;
  if (before.endsWith("${")) return defaultBehind(line, start, end);
  const at = separatorEnd(line, before, name, end);
  if (at === undefined) return valueOfArgument(line, before, name, end);
  const open = openQuote(line, at);
  const isColon = line.slice(end, at).includes(":");
  if (isColon && isProse(line, before, at)) return undefined;
  const dashes = /-*$/.exec(before)![0].length;
  const reach: Reach = open?.at === start - dashes - 1 ? "quote" : isColon && isKey(before) ? "line" : "word";
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
function valueOfArgument(line: string, before: string, name: string, end: number): Value | undefined {
  const blank = /^["']?\s+(?=\S)/.exec(line.slice(end))?.[0].length ?? 0;
  if (blank === 0) return undefined;
  if (/^[-+ ]?\s*(?:ENV|ARG|LABEL)\s+["']?$/i.test(before)) return valueAt(line, end + blank, "line", undefined);
  const isOption = /(?:^|[\s"'`[(=])--?$/.test(before) && name.length > 3 && !SWITCH.test(name);
  const isSetting = /\b(?:config|npm|pnpm|yarn)\s+set\s+(?:-\S+\s+)*["']?(?:\/\/\S*:)?$/.test(before);
  if (!isOption && !isSetting) return undefined;
  if (/^(?:-|\\|\||&|>|(?:id|type|src|source|env)=)/.test(line.slice(end + blank))) return undefined;
  return valueAt(line, end + blank, "word", openQuote(line, end));
}
