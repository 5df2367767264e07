import { posix } from "node:path";
import type { Source } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";

/** What a name stands for: `from module import name`, or the module itself. */
export interface Binding {
  readonly module: string;
  readonly name?: string;
}

/** The names that a file imports. */
export function bindings(source: Source): ReadonlyMap<string, Binding> {
  const found = new Map<string, Binding>();
  for (const at of source.places("from")) {
    let end = at + 1;
    while (/^(?:\w+|\.)$/.test(source.sign(end)) && source.sign(end) !== "import") end++;
    if (source.sign(end) !== "import") continue;
    const module = source.text({ from: at + 1, to: end }).replaceAll(" ", "");
    for (const [name, as] of names(source, end + 1)) found.set(as, { module, name });
  }
  for (const at of source.places("import")) {
    if (at > 0 && !/^[;{}]$/.test(source.sign(at - 1))) continue;
    for (const [module, as] of names(source, at + 1)) found.set(as, { module });
  }
  return found;
}

/** `a.b as c, d` up to the end of the statement. */
function names(source: Source, start: number): [name: string, as: string][] {
  const isBracketed = source.sign(start) === "(";
  const found: [string, string][] = [];
  let name = "";
  let as: string | undefined;
  for (let at = isBracketed ? start + 1 : start; ; at++) {
    const sign = source.sign(at);
    if (sign === "as") as = source.sign(++at);
    else if (source.isWord(at) || sign === ".") name += sign;
    else {
      if (name !== "") found.push([name, as ?? name]);
      name = "";
      as = undefined;
      if (sign !== ",") return found;
    }
  }
}

/** The file of the context that a module name means, as seen from another file. */
export function moduleFile(sources: Sources, from: string, module: string): Source | undefined {
  const [, dots = "", rest = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
  const path = rest.replaceAll(".", "/");
  let folder = posix.dirname(from);
  for (let up = 1; up < dots.length; up++) folder = posix.dirname(folder);
  const folders = dots === "" ? [folder, ...above(folder)] : [folder];
  for (const each of folders) {
    for (const name of path === "" ? ["__init__.py"] : [`${path}.py`, `${path}/__init__.py`]) {
      const file = posix.normalize(`${each}/${name}`);
      if (sources.every.has(file)) return sources.at(file);
    }
  }
  return undefined;
}

function above(folder: string): string[] {
  return folder === "." ? [] : [posix.dirname(folder), ...above(posix.dirname(folder))];
}

/** The function of that name in a file: from its `def` to its end. */
export function functionOf(source: Source, name: string): { from: number; to: number } | undefined {
  const [at] = source.places(`def ${name} (`);
  return at === undefined ? undefined : { from: at, to: definitionEnd(source, at) };
}

/** Behind the body of the `def` or `class` that stands there. */
export function definitionEnd(source: Source, at: number): number {
  let end = at;
  while (end < source.tokens.length && !(source.sign(end) === ":" && source.enclosing(end) === source.enclosing(at)))
    end++;
  if (source.sign(end + 1) === "{") return source.partner(end + 1);
  while (end < source.tokens.length && source.sign(end) !== ";") end++;
  return end;
}
