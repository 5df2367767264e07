import { children, type Node } from "./parse.js";
import type { Command, Script } from "./script.js";

/** A place where the shell puts in the value of a variable. */
export interface Expansion {
  readonly node: Node;
  readonly name: string;
  /** Nothing but the value: not its length, a part of it or what stands in for it. */
  readonly isPlain: boolean;
  /** The nodes around it, the innermost first. */
  readonly around: readonly Node[];
  /** The simple command that it is a part of; undefined in a test, a loop's list or a pattern. */
  readonly command: Command | undefined;
}

/** Every place of a script that expands one of the variables. */
export function expansionsOf(script: Script, names: ReadonlySet<string>): readonly Expansion[] {
  const found: Expansion[] = [];
  const visit = (node: Node, around: readonly Node[]): void => {
    const name = expanded(node);
    if (name !== undefined && names.has(name)) {
      const isPlain =
        node.type === "SimpleExpansion" ||
        (node.type === "ParameterExpansion" && node.operation === undefined && node.prefix === undefined);
      const own = around.find(({ type }) => type === "Command");
      found.push({ node, name, isPlain, around, command: own && script.commandOf(own) });
    }
    const inside = [node, ...around];
    children(node, (child) => {
      visit(child, inside);
    });
  };
  visit(script.tree, []);
  return found;
}

function expanded(node: Node): string | undefined {
  if (node.type === "SimpleExpansion") return node.text.slice(1);
  return node.type === "ParameterExpansion" ? node.parameter : undefined;
}

/** How often a text expands one of the variables, or seems to: in single quotes and here-documents as well. */
export function seemingExpansions(text: string, names: ReadonlySet<string>): number {
  let count = 0;
  for (const [, plain, braced] of text.matchAll(/\$(?:(\w+)|\{[#!]?(\w+))/g))
    if (names.has(plain ?? braced ?? "")) count++;
  return count;
}
