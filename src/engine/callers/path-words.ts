import { posix } from "node:path";
import { type Node, walk } from "../../shell/parse.js";
import type { Script } from "../../shell/script.js";
import type { ShellText } from "./shell-text.js";
import { literalOf, type Piece, type Pieces, piecesOf, substituted, variableOf } from "./words.js";

/** Commands of a file. */
export interface Commands {
  readonly script: Script;
  readonly shell: ShellText;
  /** The file, from the repository's root. */
  readonly path: string;
}

/** Where commands run. */
export interface Place extends Commands {
  /** The folder that their shell began in, from the repository's root. */
  readonly start: string;
  /** The working directory, from the repository's root. */
  readonly folder: string;
  /** The same where another node stands. */
  readonly folderAt: (node: Node) => string | undefined;
}

/** The root, as a path that nothing else has. */
const ROOT = "/\0";

/** The path that a word means, from the repository's root, `..` for one outside; undefined when that is not known. */
export function pathOf(word: Pick<Pieces, "pieces">, place: Place): string | undefined {
  const path = valueOf(word.pieces, place, 0);
  if (path === undefined || path === "") return undefined;
  const full = posix.resolve(posix.join(ROOT, place.folder), path);
  if (full === ROOT) return ".";
  if (full.startsWith(`${ROOT}/`)) return full.slice(ROOT.length + 1);
  // the repository may be anywhere
  return path.startsWith("/") && !path.startsWith(ROOT) ? undefined : "..";
}

/** Variables that hold the root of what is checked out. Sources: the CI systems' lists of predefined variables. */
const CHECKOUTS: ReadonlySet<string> = new Set([
  "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "TRAVIS_BUILD_DIR", "BITBUCKET_CLONE_DIR", "BUILD_SOURCESDIRECTORY", "SYSTEM_DEFAULTWORKINGDIRECTORY",
  "CIRCLE_WORKING_DIRECTORY",
]); // prettier-ignore

const CHECKOUT_TEMPLATES =
  /^\$\{\{\s*github\.workspace\s*\}\}$|^\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory)\)$/;

function valueOf(pieces: readonly Piece[], place: Place, depth: number): string | undefined {
  let value = "";
  for (const piece of pieces) {
    const part = pieceValue(piece, place, depth);
    if (part === undefined) return undefined;
    value += part;
  }
  return value.startsWith("~") ? undefined : value;
}

function pieceValue(piece: Piece, place: Place, depth: number): string | undefined {
  if ("literal" in piece) return piece.literal;
  if ("template" in piece) return CHECKOUT_TEMPLATES.test(piece.template) ? ROOT : undefined;
  if (depth > 8) return undefined;
  const { expansion } = piece;
  const tree = substituted(expansion);
  if (tree !== undefined) return outputOf(tree, place, depth + 1);
  const written = place.shell.text.value.slice(expansion.pos, expansion.end);
  if (/^\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?$/.test(written))
    return place.shell.isFile === true && place.folder === place.start ? posix.join(ROOT, place.path) : undefined;
  const name = variableOf(expansion);
  if (name === undefined) return undefined;
  const set = valueSet(name, place);
  if (set.length === 0 && CHECKOUTS.has(name)) return ROOT;
  if (set.length === 0 && name === "PWD") return posix.join(ROOT, place.folder);
  const [only] = set;
  if (set.length !== 1 || only === undefined || only.pos >= expansion.pos) return undefined;
  const isRelative = /\$\{?(?:0|BASH_SOURCE)/.test(only.text) && !/\b(?:pwd|realpath|readlink)\b/.test(only.text);
  if (isRelative && place.folder !== place.start) return undefined;
  const folder = place.folderAt(only);
  const { pieces } = piecesOf(only.value, place.shell);
  return folder === undefined ? undefined : valueOf(pieces, { ...place, folder }, depth + 1);
}

type Assignment = Extract<Node, { type: "Assignment" }>;

/** What a variable is set to, wherever that is. */
function valueSet(name: string, { script }: Place): (Assignment | undefined)[] {
  const found: (Assignment | undefined)[] = [];
  walk(script.tree, (node) => {
    if (node.type === "Assignment" && node.name === name)
      found.push(node.value.type === "Word" && node.append !== true ? node : undefined);
    else if ((node.type === "For" || node.type === "Select") && node.name.text === name) found.push(undefined);
    else if (node.type === "Command" && /^(?:read|getopts|\.|source|eval)$/.test(node.name?.value ?? ""))
      if (node.args.some(({ text }) => text === name)) found.push(undefined);
  });
  return found;
}

/** What a command substitution prints, when that is a path. */
function outputOf(tree: Node, place: Place, depth: number): string | undefined {
  const commands = commandsOf(tree, place.shell);
  const [words] = commands;
  if (words === undefined) return undefined;
  const [name = "", option = ""] = words.map((word) => literalOf(word));
  const value = (): string | undefined => valueOf(words.at(-1)!.pieces, place, depth);
  if (commands.length === 2) {
    const [last = ""] = commands[1]!.map((word) => literalOf(word));
    if (name !== "cd" || last !== "pwd") return undefined;
    const to = value();
    return to && posix.resolve(posix.join(ROOT, place.folder), to);
  }
  if (commands.length > 2) return undefined;
  if (name === "pwd") return posix.join(ROOT, place.folder);
  if (name === "git" && words.map((word) => literalOf(word)).join(" ") === "git rev-parse --show-toplevel") return ROOT;
  if (name === "dirname" && words.length - (option === "--" ? 1 : 0) === 2) {
    const path = value();
    return path && posix.dirname(path);
  }
  const isReal = (name === "realpath" && words.length === 2) || (name === "readlink" && /^-[fe]$/.test(option));
  return isReal ? value() : undefined;
}

/** The words of simple commands one after the other; none when there is more to it. */
function commandsOf(node: Node, shell: ShellText): (readonly Pieces[])[] {
  const found: (readonly Pieces[])[] = [];
  const visit = (each: Node): boolean => {
    if (each.type === "Script" || each.type === "AndOr")
      return each.type === "AndOr" && each.operators.includes("||") ? false : each.commands.every(visit);
    if (each.type === "Statement") return visit(each.command);
    if (each.type !== "Command" || each.name === undefined) return false;
    found.push([each.name, ...each.args].map((word) => piecesOf(word, shell)));
    return true;
  };
  return visit(node) ? found : [];
}
