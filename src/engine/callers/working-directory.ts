import { children, type Node } from "../../shell/parse.js";
import { pathOf, type Place } from "./path-words.js";
import { literalOf, piecesOf } from "./words.js";

/** The folder that a command runs in, when its shell began in `place.folder`; undefined when a `cd` makes it unknown. */
export function workingDirectory(command: Node, place: Place): string | undefined {
  const way = wayTo(command, place.script.tree);
  let folder: string | undefined = place.folder;
  for (const [index, node] of way.entries()) {
    const next = way[index + 1];
    if (next === undefined || folder === undefined) break;
    const siblings = siblingsBefore(node, next);
    const isElse = node.type === "AndOr" && node.operators.slice(0, siblings.length).includes("||");
    if (isElse && siblings.some(hasChange)) return undefined;
    for (const before of siblings) folder = folder && after(before, { ...place, folder });
    const comesBack = node.type === "Function" || node.type === "While" || node.type === "For";
    if (comesBack && changes(place.script.tree, node.type === "Function" ? node : undefined, node)) return undefined;
  }
  return folder;
}

/** The nodes from the outermost one down to `to`. */
function wayTo(to: Node, from: Node): readonly Node[] {
  if (from === to) return [from];
  let way: readonly Node[] = [];
  children(from, (child) => {
    if (way.length === 0 && child.pos <= to.pos && child.end >= to.end) way = wayTo(to, child);
  });
  return way.length === 0 ? [] : [from, ...way];
}

/** What runs before `child` in the same shell. */
function siblingsBefore(node: Node, child: Node): readonly Node[] {
  if (node.type === "Pipeline") return [];
  const found: Node[] = [];
  let isBefore = true;
  children(node, (each) => {
    isBefore &&= each !== child;
    if (isBefore) found.push(each);
  });
  if (node.type === "If") return found.slice(0, 1);
  return node.type === "Case" || node.type === "Command" ? [] : found;
}

/** The folder behind a node; a `cd` in one that may not run, or in a function, makes it unknown. */
function after(node: Node, place: Place): string | undefined {
  const at = node.type === "Statement" ? node.command : node;
  if (node.type === "Statement" && node.background === true) return place.folder;
  if (at.type === "Command") return isChange(at) ? target(at, place) : place.folder;
  if (at.type === "AndOr" && isUnsure(at)) return undefined;
  if (at.type === "AndOr" || at.type === "BraceGroup" || at.type === "CompoundList") {
    const parts = at.type === "BraceGroup" ? [at.body] : at.commands;
    return parts.reduce<string | undefined>(
      (folder, part) => folder && after(part, { ...place, folder }),
      place.folder,
    );
  }
  return hasChange(at) ? undefined : place.folder;
}

/** Whether a `cd` in a list runs only in some cases. */
function isUnsure({ commands, operators }: Node & { type: "AndOr" }): boolean {
  const first = commands.findIndex((each) => isTest(each));
  const or = operators.indexOf("||");
  const from = Math.min(...[first, or].filter((index) => index !== -1).map((index) => index + 1));
  return commands.slice(from).some(hasChange);
}

function isTest(node: Node): boolean {
  return node.type === "TestCommand" || (node.type === "Command" && /^(?:test|\[)$/.test(node.name?.value ?? ""));
}

function target(node: Node & { type: "Command" }, place: Place): string | undefined {
  const [word, ...others] = node.args.filter(({ text }) => !/^-[PLe]*-?$/.test(text) || text === "-");
  if (word === undefined || others.length > 0 || !/^(?:cd|pushd)$/.test(node.name?.value ?? "")) return undefined;
  const pieces = piecesOf(word, place.shell);
  return literalOf(pieces) === "-" ? undefined : pathOf(pieces, place);
}

function isChange({ name, args }: Node & { type: "Command" }): boolean {
  const hides = /^(?:command|builtin|eval)$/.test(name?.value ?? "");
  return CHANGES.test(name?.value ?? "") || (hides && args.some(({ text }) => /\b(?:cd|pushd|popd)\b/.test(text)));
}

const CHANGES = /^(?:cd|pushd|popd)$/;

/** Whether a node holds a change of its own shell's folder. */
function hasChange(node: Node): boolean {
  if (node.type === "Subshell" || node.type === "CommandExpansion") return false;
  if (node.type === "Pipeline" && node.commands.length > 1) return false;
  if (node.type === "Command" && isChange(node)) return true;
  let has = false;
  children(node, (child) => {
    has ||= hasChange(child);
  });
  return has;
}

/** Whether the folder is another one when a function is called, or a loop goes round. */
function changes(tree: Node, called: Node | undefined, loop: Node): boolean {
  if (called === undefined) return hasChange(loop);
  let has = false;
  children(tree, (child) => {
    has ||= child.pos > called.pos && hasChange(child);
  });
  return has;
}
