import { forEachChild, parse, type ParsedScript, type SyntaxNode } from "unbash";
import type { Dialect, DontKnow } from "./dialect.js";

export type Tree = ParsedScript;
export type Node = SyntaxNode;

const CACHE_SIZE = 4096;
const cache = new Map<string, Tree | DontKnow>();

/** The syntax tree of a script, offsets counting in `text`; or why it is not understood. Cached by text. */
export function parseShell(text: string, dialect: Dialect): Tree | DontKnow {
  const key = (dialect.bash ? "b" : "s") + text;
  let result = cache.get(key);
  if (result === undefined) {
    result = read(text, dialect);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(key, result);
  }
  return result;
}

export function isTree(result: Tree | DontKnow): result is Tree {
  return "commands" in result;
}

export const children = forEachChild;

/** Calls `visit` for a node and everything below it, command substitutions included, outermost first. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  children(node, (child) => {
    walk(child, visit);
  });
}

function read(text: string, dialect: Dialect): Tree | DontKnow {
  // the parser takes it for a blank, the shell for a character of a word
  if (text.includes("\r")) return { reason: "a carriage return is part of the shell command" };
  let tree: Tree;
  try {
    tree = parse(text);
    const [error] = tree.errors ?? [];
    if (error !== undefined) return { reason: `the shell command cannot be parsed: ${error.message}` };
    let reason: string | undefined;
    walk(tree, (node) => (reason ??= misread(node, text, dialect)));
    if (reason !== undefined) return { reason };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { reason: "the shell command is nested too deeply" };
  }
  return tree;
}

const BASH_ONLY: Partial<Record<Node["type"], string>> = {
  ArithmeticCommand: "((…))", ArithmeticFor: "for ((…))", ArrayValue: "an array", Coproc: "coproc", ExtendedGlob: "an extended glob",
  ProcessSubstitution: "<(…)", Select: "select", HereString: "<<<", AnsiCQuoted: "$'…'", BraceExpansion: "{a,b}",
}; // prettier-ignore

/** Text that parses, but not to what the shell makes of it. */
function misread(node: Node, text: string, { bash }: Dialect): string | undefined {
  if ("errors" in node && node.errors?.length) return `the shell command cannot be parsed: ${node.errors[0]!.message}`;
  if (node.type === "Command" && /[()]/.test(unquoted(node, text)))
    return "the shell command holds a stray parenthesis";
  if (bash) return undefined;
  const construct =
    BASH_ONLY[node.type] ??
    (node.type === "Redirect" && node.operator.startsWith("&>") ? "&>" : undefined) ??
    (node.type === "Pipeline" && node.operators.includes("|&") ? "|&" : undefined) ??
    (node.type === "TestCommand" && node.expression.type === "TestLogical" ? "[[ … && … ]]" : undefined) ??
    (node.type === "Function" && text.startsWith("function", node.pos) ? "function" : undefined);
  return construct && `\`${construct}\` is read differently by sh and bash`;
}

/** What stands between a command's words. */
function unquoted(node: Node, text: string): string {
  let gaps = "";
  let at = node.pos;
  children(node, (child) => {
    gaps += text.slice(at, child.pos);
    // an unquoted word that opens with a parenthesis: `cmd (word`
    if (child.type === "Word" && child.text.startsWith("(")) gaps += "(";
    at = Math.max(at, child.end);
  });
  return gaps + text.slice(at, node.end);
}
