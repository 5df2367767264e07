import { lex, variables } from "../dockerfile/lex.js";
import type { YamlLeaf } from "../project/yaml.js";
import type { Delta } from "./guard.js";
import { type Digests, namesSameImage } from "./same-image.js";

/**
 * Why a rewrite of a compose file is rejected. Undefined: all that differs are images of services that are not built, and
 * top-level extensions that these take them from, and each names the same image as before.
 */
export function composeRejection(
  before: readonly YamlLeaf[],
  after: readonly YamlLeaf[],
  deltas: ReadonlySet<Delta>,
  registry?: Digests,
): string | undefined {
  if (before.length !== after.length) return "the file has another form";
  const built = new Set(before.flatMap(({ path: [, name, key] }) => (key === "build" ? [name] : [])));
  for (const [index, was] of before.entries()) {
    const is = after[index]!;
    const where = was.path.join(".");
    if (JSON.stringify(was.path) !== JSON.stringify(is.path)) return `${where} becomes ${is.path.join(".")}`;
    if (was.text === is.text) continue;
    const [top = "", name, key] = was.path;
    const isImage = top === "services" && key === "image" && was.path.length === 3 && !built.has(name);
    if (!isImage && !top.startsWith("x-")) return `${where} differs`;
    if (!isSame(was.text, is.text, deltas, registry)) return `${where} becomes \`${is.text}\``;
  }
  return undefined;
}

function isSame(
  was: string | undefined,
  is: string | undefined,
  deltas: ReadonlySet<Delta>,
  registry: Digests | undefined,
): boolean {
  if (was === undefined || is === undefined || given(was) !== given(is)) return false;
  return deltas.has("base-image") && namesSameImage(filled(was), filled(is), deltas, registry);
}

/** The variables whose values come from outside. */
function given(word: string): string {
  return variables(word, "\\")
    .map(({ name, modifier }) => `${name}${modifier}`)
    .join();
}

function filled(word: string): string {
  return lex(word, { escape: "\\", get: () => undefined }).text;
}
