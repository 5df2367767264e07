import { heredocWord } from "../dockerfile/heredoc.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { type Range, Text } from "../dockerfile/text.js";
import { type Dialect, dialectOf, type DontKnow } from "./dialect.js";
import { children, isTree, type Node, parseShell, type Tree, walk } from "./parse.js";

/** A word of a command. */
export interface ShellWord {
  /** As it is written. */
  readonly text: string;
  /** Without quotes; expansions stay as they are written. */
  readonly value: string;
  /** Nothing in it is expanded: no variable, substitution, glob or brace. */
  readonly literal: boolean;
  /** Offsets into the Dockerfile. */
  readonly range: Range;
}

/** A simple command with its words. */
export interface Command {
  readonly name: ShellWord | undefined;
  readonly args: readonly ShellWord[];
  /** `A=b` in front of the name, as written. */
  readonly assignments: readonly string[];
  /** Redirections, as written. */
  readonly redirects: readonly string[];
  /** Runs whenever everything before it succeeded: not in a condition, a branch, a loop, a function or behind `||`. */
  readonly always: boolean;
  readonly node: Node;
  readonly range: Range;
}

/** The script of a shell form, understood. */
export class Script {
  private cachedCommands: ReadonlyMap<Node, Command> | undefined;

  constructor(
    /** What the shell is given, mapped to the Dockerfile. */
    readonly text: Text,
    readonly tree: Tree,
    readonly dialect: Dialect,
  ) {}

  /** Every simple command, in the order of the text; those of command substitutions too. */
  get commands(): readonly Command[] {
    return [...this.byNode.values()];
  }

  /** The simple command that a node of the tree is. */
  commandOf(node: Node): Command | undefined {
    return this.byNode.get(node);
  }

  private get byNode(): ReadonlyMap<Node, Command> {
    return (this.cachedCommands ??= new Map(commandsOf(this).map((command) => [command.node, command])));
  }

  /** The nodes around a character of the script, the innermost first. */
  around(at: number): readonly Node[] {
    const found: Node[] = [];
    walk(this.tree, (node) => {
      if (node.pos <= at && at < node.end) found.unshift(node);
    });
    return found;
  }

  range(node: { readonly pos: number; readonly end: number }): Range {
    return this.text.range(node.pos, node.end);
  }

  /** The text of a node as the shell gets it. */
  slice(node: { readonly pos: number; readonly end: number }): string {
    return this.text.value.slice(node.pos, node.end);
  }

  /** The command that it ends with, when that is one alone: not a pipe, a loop or a list in braces, and nothing in the background. */
  get lastCommand(): Command | undefined {
    const { commands } = this.tree;
    const end = commands.at(-1)?.command;
    if (end === undefined || commands.some(({ background }) => background === true)) return undefined;
    const node = end.type === "AndOr" ? end.commands.at(-1) : end;
    return node && this.commandOf(node);
  }

  /** Text behind the last command: a `;`, a comment, or nothing. */
  get tail(): string {
    const last = this.tree.commands.at(-1);
    return last === undefined ? "" : this.text.value.slice(last.end).trim();
  }
}

export function isScript(result: Script | DontKnow): result is Script {
  return result instanceof Script;
}

/** The script that a RUN, CMD, ENTRYPOINT or HEALTHCHECK in shell form gives to `shell`. */
export function scriptOf(instruction: Instruction, shell: readonly string[], source: string): Script | DontKnow {
  if (instruction.json !== undefined) return { reason: "exec form: no shell runs it" };
  const dialect = dialectOf(shell);
  if ("reason" in dialect) return dialect;
  const text = scriptText(instruction, source);
  return text instanceof Text ? scriptIn(text, dialect) : text;
}

/** A script that stands in no instruction; its ranges count in the text itself, or where a mapped one says. */
export function freeScript(text: string | Text, shell: readonly string[]): Script | DontKnow {
  const dialect = dialectOf(shell);
  if ("reason" in dialect) return dialect;
  return scriptIn(typeof text === "string" ? Text.of(text, { start: 0, end: text.length }) : text, dialect);
}

function scriptIn(text: Text, dialect: Dialect): Script | DontKnow {
  const tree = parseShell(text.value, dialect);
  return isTree(tree) ? new Script(text, tree, dialect) : tree;
}

function scriptText(instruction: Instruction, source: string): Text | DontKnow {
  const { heredocs } = instruction;
  const text = instruction.keyword === "HEALTHCHECK" ? instruction.probe : instruction.args;
  if (text === undefined) return { reason: "HEALTHCHECK NONE runs nothing" };
  const [first] = heredocs;
  if (first === undefined || instruction.keyword !== "RUN") return text;
  if (heredocs.length === 1 && heredocWord(text.value) !== undefined) {
    const body = source.slice(first.body.start, first.body.end);
    if (body.startsWith("#!")) return { reason: "the here-document is a program of its own (`#!`)" };
    return first.chomp ? withoutTabs(source, first.body) : Text.of(source, first.body);
  }
  return text.append(source, { start: instruction.head.end, end: instruction.range.end });
}

function withoutTabs(source: string, { start, end }: Range): Text {
  const lines: Range[] = [];
  for (let at = start; at < end; at = lines.at(-1)!.end) {
    let from = at;
    while (source[from] === "\t") from++;
    lines.push({ start: from, end: source.indexOf("\n", from) + 1 });
  }
  return Text.join(source, lines);
}

function commandsOf(script: Script): Command[] {
  const found: Command[] = [];
  const visit = (node: Node, always: boolean): void => {
    if (node.type === "Command") found.push(toCommand(script, node, always));
    childrenOf(node, always, visit);
  };
  visit(script.tree, true);
  return found;
}

/** Calls `visit` for each child with whether it always runs when `node` does. */
function childrenOf(node: Node, always: boolean, visit: (node: Node, always: boolean) => void): void {
  if (node.type === "AndOr") {
    const firstOr = node.operators.indexOf("||");
    node.commands.forEach((child, index) => {
      visit(child, always && (firstOr === -1 || index <= firstOr));
    });
    return;
  }
  if (node.type === "If") {
    visit(node.clause, always);
    for (const branch of [node.then, ...node.elif, ...(node.else ? [node.else] : [])]) visit(branch, false);
    return;
  }
  const conditional = CONDITIONAL.has(node.type);
  children(node, (child) => {
    visit(child, always && !conditional);
  });
}

const CONDITIONAL: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "Function", "For", "ArithmeticFor", "While", "Case", "CaseItem", "Elif", "Select", "TestLogical", "ParameterExpansion",
]); // prettier-ignore

type CommandNode = Extract<Node, { type: "Command" }>;

function toCommand(script: Script, node: CommandNode, always: boolean): Command {
  const word = (child: Extract<Node, { type: "Word" | "Assignment" }>): ShellWord => ({
    text: child.text,
    value: child.type === "Word" ? child.value : child.text,
    literal: isLiteral(child),
    range: script.range(child),
  });
  return {
    name: node.name && word(node.name),
    args: node.args.map(word),
    assignments: node.prefix.filter(({ type }) => type === "Assignment").map((child) => script.slice(child)),
    redirects: node.redirects.map((child) => script.slice(child)),
    always,
    node,
    range: script.range(node),
  };
}

function isLiteral(node: Node): boolean {
  let literal = true;
  walk(node, ({ type }) => {
    literal &&=
      type === "Word" ||
      type === "Assignment" ||
      type === "Literal" ||
      type === "SingleQuoted" ||
      type === "DoubleQuoted" ||
      type === "AnsiCQuoted";
  });
  return literal;
}
