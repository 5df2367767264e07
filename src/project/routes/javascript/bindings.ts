import { posix } from "node:path";
import type { Source } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";

/** What a name of a file stands for: an export of a module; `default` also for all of it. */
export interface Binding {
  readonly module: string;
  readonly name: string;
}

/** The names that a file imports or requires. */
export function bindings(source: Source): ReadonlyMap<string, Binding> {
  const found = new Map<string, Binding>();
  for (const at of source.places("import")) imported(source, at, found);
  for (const at of source.places("= require (")) required(source, at, found);
  return found;
}

function imported(source: Source, start: number, found: Map<string, Binding>): void {
  let from = start + 1;
  while (from < start + 200 && source.sign(from) !== "from" && source.sign(from) !== ";") from++;
  const token = source.tokens[from + 1];
  if (source.sign(from) !== "from" || token?.kind !== "text") return;
  const module = token.text;
  for (let at = start + 1; at < from; at++) {
    if (source.reads(at, "* as")) found.set(source.sign(at + 2), { module, name: "default" });
    if (source.sign(at) === "{") {
      for (const part of source.parts(at)) named(source, part, module, found, "as");
      break;
    }
    if (source.isWord(at) && at === start + 1) found.set(source.sign(at), { module, name: "default" });
  }
}

function required(source: Source, equals: number, found: Map<string, Binding>): void {
  const module = source.literal(source.parts(equals + 2)[0]);
  if (module === undefined) return;
  const behind = source.partner(equals + 2) + 1;
  if (source.sign(equals - 1) === "}") {
    for (const part of source.parts(source.partner(equals - 1))) named(source, part, module, found, ":");
  } else if (source.sign(behind) === ".") {
    if (source.sign(behind + 2) !== "(") found.set(source.sign(equals - 1), { module, name: source.sign(behind + 1) });
  } else if (source.sign(behind) !== "(") found.set(source.sign(equals - 1), { module, name: "default" });
}

function named(
  source: Source,
  { from, to }: { from: number; to: number },
  module: string,
  found: Map<string, Binding>,
  separator: string,
): void {
  if (to === from + 1) found.set(source.sign(from), { module, name: source.sign(from) });
  else if (to === from + 3 && source.sign(from + 1) === separator) {
    found.set(source.sign(from + 2), { module, name: source.sign(from) });
  }
}

const ENDINGS = ["", ".js", ".ts", ".mjs", ".cjs", ".mts", "/index.js", "/index.ts", "/index.mjs"];

/** The file of the context that a relative module name means; not understood files are undefined too. */
export function moduleFile(sources: Sources, from: string, module: string): Source | undefined {
  if (!module.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), module);
  const names = [...ENDINGS.map((ending) => path + ending), path.replace(/\.([mc]?)js$/, ".$1ts")];
  const found = names.find((name) => /\.[mc]?[jt]s$/.test(name) && sources.every.has(name));
  return found === undefined ? undefined : sources.at(found);
}

/** Where the value of an export stands: `default` is all of a CommonJS module too. */
export function exportedAt(source: Source, name: string): number | undefined {
  if (name === "default") {
    const [at] = [
      ...source.places("export default").map((each) => each + 2),
      ...source.places("module . exports =").map((each) => each + 4),
    ];
    return at;
  }
  const direct = [`exports . ${name} =`].flatMap((signs) => source.places(signs).map((at) => at + 4));
  const declared = ["const", "let", "var", "function"].flatMap((keyword) =>
    source.places(`export ${keyword} ${name}`).map((at) => (keyword === "function" ? at + 1 : at + 2)),
  );
  const asynchronous = source.places(`export async function ${name}`).map((at) => at + 2);
  const listed = [
    ...source.places("module . exports = {").map((at) => at + 4),
    ...source.places("export {").map((at) => at + 1),
  ].flatMap((open) => {
    const span = source.values(open).get(name);
    return span === undefined ? [] : [span.from];
  });
  return [...direct, ...declared, ...asynchronous, ...listed][0];
}
