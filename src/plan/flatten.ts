import type { Instruction } from "../dockerfile/instruction.js";
import { canonical } from "../shell/canonical.js";
import { effectsOf } from "../shell/effects.js";
import { cleanup, type Cleanup, packageCommand, type PackageCommand } from "../shell/packages.js";
import { type Node, walk } from "../shell/parse.js";
import { type Command, isScript, type Script, scriptOf } from "../shell/script.js";

/** The smallest part of a RUN that the plan compares: a command of an `&&` chain, or a list that must stay together. */
export interface Unit {
  /** Canonical text. */
  readonly text: string;
  /** The commands before it in the same shell that change that shell, in order; empty when it runs as in a fresh one. */
  readonly state: string;
  /** It holds a list, may run under `set -e`, and stands where the shell ignores that option. */
  readonly suppressed: boolean;
  readonly packages: PackageCommand | undefined;
  readonly cleanup: Cleanup | undefined;
}

/** What a RUN executes, as units in order. What is not understood is one unit with its text as it is. */
export function flatten(instruction: Instruction, shell: readonly string[], source: string): readonly Unit[] {
  const script = scriptOf(instruction, shell, source);
  if (isScript(script)) return new Flattener(script).units();
  const { exec } = instruction;
  const bodies = instruction.heredocs.map(({ body, end }) => source.slice(body.start, end.end));
  return [opaque([exec ? JSON.stringify(exec) : instruction.args.value, ...bodies].join("\n"))];
}

function opaque(text: string): Unit {
  return { text, state: "", suppressed: false, packages: undefined, cleanup: undefined };
}

class Flattener {
  private readonly found: Unit[] = [];
  private readonly errexit: boolean;

  constructor(private readonly script: Script) {
    this.errexit =
      script.dialect.errexit ||
      script.commands.some(
        ({ name, args }) => name?.text === "set" && args.some(({ text }) => /^-\w*e|^errexit$|[$`]/.test(text)),
      );
  }

  units(): readonly Unit[] {
    this.list(this.script.tree, "", false);
    return this.found;
  }

  /** Adds the units of a list and returns the shell state behind it. */
  private list(list: Extract<Node, { type: "Script" | "CompoundList" }>, state: string, ignored: boolean): string {
    const [only, second] = list.commands;
    if (only === undefined) return state;
    if (second === undefined && !only.background) return this.node(only.command, state, ignored);
    return this.unit(list, state, ignored);
  }

  private node(node: Node, state: string, ignored: boolean): string {
    if (node.type === "AndOr" && !node.operators.includes("||")) {
      const last = node.commands.length - 1;
      return node.commands.reduce((before, child, index) => this.node(child, before, ignored || index < last), state);
    }
    if (node.type === "BraceGroup") return this.list(node.body, state, ignored);
    if (node.type === "Subshell") {
      this.list(node.body, state, ignored);
      return state;
    }
    return this.unit(node, state, ignored);
  }

  private unit(node: Node, state: string, ignored: boolean): string {
    const text = canonical(node, this.script.text.value);
    const command = this.commandOf(node);
    this.found.push({
      text,
      state,
      suppressed: ignored && this.errexit && holdsList(node),
      packages: command && packageCommand(command),
      cleanup: command && cleanup(command),
    });
    return effectsOf(node).size === 0 ? state : `${state}${text}\n`;
  }

  private commandOf(node: Node): Command | undefined {
    return node.type === "Command" ? this.script.commandOf(node) : undefined;
  }
}

function holdsList(node: Node): boolean {
  let holds = false;
  walk(node, (child) => {
    if ((child.type === "Script" || child.type === "CompoundList") && (child.commands.length > 1 || child !== node))
      holds = true;
  });
  return holds;
}
