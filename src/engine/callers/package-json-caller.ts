import { posix } from "node:path";
import type { Range } from "../../dockerfile/text.js";
import { applyEdits } from "../edits.js";
import type { Edit } from "../types.js";
import { changeBuilds } from "./build-command.js";
import type { Caller, CallerChange } from "./caller.js";
import { mentions } from "./mentions.js";
import { PLAIN, TextBuilder } from "./shell-text.js";

/** The scripts of a package.json. Source: npm, scripts. */
export const packageJsonCaller: Caller = {
  takes: (path) => posix.basename(path) === "package.json",

  change(file) {
    const { text } = file;
    if (!isJson(text)) return { edits: [], todos: [] };
    const changes = scriptsOf(text).map((literal): CallerChange => {
      const script = unescaped(text, literal);
      if (script === undefined) return { edits: [], todos: mentions(file, literal) };
      const folders = [posix.dirname(file.path)];
      const written = (added: string): string => JSON.stringify(added).slice(1, -1);
      const { edits, todos } = changeBuilds({ ...PLAIN, text: script.text, folders, written }, file);
      return { edits: edits.map((edit) => fromBackslash(edit, script.escaped)), todos };
    });
    const edits = changes.flatMap((change) => change.edits);
    if (!isJson(applyEdits(text, edits, "\n"))) return { edits: [], todos: [] };
    return { edits, todos: changes.flatMap(({ todos }) => todos) };
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What stands between the quotes of each script, in JSON that is valid. */
function scriptsOf(text: string): readonly Range[] {
  const found: Range[] = [];
  let depth = 0;
  let isKey = false;
  let isScripts = false;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    if (token === "{" || token === ",") isKey = true;
    else if (token === ":") isKey = false;
    if (!token.startsWith('"')) continue;
    if (depth === 1 && isKey) isScripts = token === '"scripts"';
    else if (depth === 2 && !isKey && isScripts) found.push({ start: index + 1, end: index + token.length - 1 });
  }
  return found;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", '"': '"', "\\": "\\", "/": "/" };

/** A string's text, each escape at its second character; undefined when it has others than the usual ones. */
function unescaped(source: string, { start, end }: Range) {
  const builder = new TextBuilder();
  const escaped = new Set<number>();
  for (let at = start; at < end; at++) {
    if (source[at] !== "\\") {
      builder.add(source[at]!, at);
      continue;
    }
    const text = ESCAPES[source[++at]!];
    if (text === undefined) return undefined;
    escaped.add(at);
    builder.add(text, at);
  }
  return { text: builder.text, escaped };
}

function fromBackslash(edit: Edit, escaped: ReadonlySet<number>): Edit {
  return escaped.has(edit.start) && edit.end > edit.start ? { ...edit, start: edit.start - 1 } : edit;
}
