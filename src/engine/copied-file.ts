import { posix } from "node:path";
import type { Instruction } from "../dockerfile/instruction.js";
import { expand, type StageFacts } from "../plan/state.js";
import type { Facts } from "./facts.js";

/** Where a file of a stage comes from. */
export type Origin =
  /** The build context's file of that path. */
  | { readonly kind: "context"; readonly path: string; readonly instruction: Instruction }
  /** Another stage or image. */
  | { readonly kind: "stage"; readonly from: string; readonly instruction: Instruction }
  /** It is written in the Dockerfile. */
  | { readonly kind: "text"; readonly text: string; readonly instruction: Instruction };

/** The COPY or ADD that puts a file where it is; undefined when none surely does. `path` is relative to the last WORKDIR. */
export function originOf(path: string, stage: StageFacts, facts: Facts): Origin | undefined {
  const full = posix.resolve("/", stage.last.workdir, path);
  for (let own: StageFacts | undefined = stage; own !== undefined; own = own.parent) {
    const { instructions } = own.stage;
    for (let at = instructions.length - 1; at >= 0; at--) {
      const found = copied(full, instructions[at]!, own.states[at]!.workdir, facts);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function copied(path: string, instruction: Instruction, workdir: string, facts: Facts): Origin | undefined {
  if (!instruction.isCopy) return undefined;
  const words = instruction.words.map(({ value }) => value);
  const target = words.at(-1) ?? "";
  if (target.includes("$")) return undefined;
  const full = posix.resolve("/", workdir, target);
  const isFolder = /(?:^|\/)\.?$/.test(target) || words.length > 2;
  let documents = 0;
  for (const source of words.slice(0, -1)) {
    const heredoc = source.startsWith("<<") ? instruction.heredocs[documents++] : undefined;
    if (heredoc !== undefined) {
      if (path !== (isFolder ? posix.join(full, heredoc.name) : full)) continue;
      return { kind: "text", text: facts.file.source.slice(heredoc.body.start, heredoc.body.end), instruction };
    }
    const inside = placeOf(path, full, source, isFolder, facts);
    if (inside === undefined) continue;
    const from = instruction.flag("from");
    if (from !== undefined) return { kind: "stage", from, instruction };
    if (facts.context !== undefined && facts.context.read(inside) === undefined) continue;
    return { kind: "context", path: inside, instruction };
  }
  return undefined;
}

/** The source's path that lands on `path`; undefined when it is another one. */
function placeOf(path: string, target: string, source: string, isFolder: boolean, facts: Facts): string | undefined {
  if (source.includes("$")) return undefined;
  const name = posix.basename(path);
  const plain = source.replace(/^(?:\.?\/)+/, "").replace(/\/+$/, "");
  if (path === target) return isFolder ? undefined : plain;
  const below = posix.relative(target, path);
  if (below.startsWith("..")) return undefined;
  // the content of a folder
  if (plain === "" || plain === ".") return below;
  if (/[*?[]/.test(plain)) return globbed(plain, below);
  if (posix.basename(plain) === below && isFolder) return plain;
  const inFolder = `${plain}/${below}`;
  // without a context nobody can tell a file from a folder, but a file has a name with a dot more often
  if (facts.context === undefined) return /\.[^/]*$/.test(plain) && plain !== name ? undefined : inFolder;
  return inFolder;
}

function globbed(pattern: string, below: string): string | undefined {
  if (below.includes("/")) return undefined;
  const folder = posix.dirname(pattern);
  const last = posix
    .basename(pattern)
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  if (!new RegExp(`^${last}$`).test(below)) return undefined;
  return folder === "." ? below : `${folder}/${below}`;
}

/** Where a COPY or ADD puts things. */
export interface Target {
  /** As written, variables filled in. */
  readonly text: string;
  /** Absolute, without a `/` behind. */
  readonly path: string;
}

/** The last word of a COPY or ADD of a stage. */
export function targetOf(copy: Instruction, { stage, states, env }: StageFacts, { file }: Facts): Target {
  const { workdir } = states[stage.instructions.indexOf(copy)]!;
  const { text } = expand(copy.words.at(-1)?.value ?? "", env, file.escape);
  return { text, path: posix.resolve("/", workdir, text) };
}

/** The text of a file; undefined when it comes from another image or cannot be read. */
export function textOf(origin: Origin | undefined, { context }: Facts): string | undefined {
  if (origin?.kind === "text") return origin.text;
  return origin?.kind === "context" ? context?.read(origin.path) : undefined;
}

/** What ADD may unpack. */
export function isArchive(source: string): boolean {
  return /\.(?:tar|tgz|tbz2?|txz|gz|bz2|xz|zst)(?:\.|$)|[*?[]/.test(source);
}
