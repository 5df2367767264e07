import type { Instruction } from "../dockerfile/instruction.js";
import { canonical, shellComments } from "../shell/canonical.js";
import { losesDirectory } from "../shell/directory.js";
import { type Effect, effectsOf } from "../shell/effects.js";
import { cleanup, type Cleanup, type Manager, packageCommand, type PackageCommand } from "../shell/packages.js";
import { type Node, walk } from "../shell/parse.js";
import { listChanges, LISTS, readsLists } from "../shell/readers.js";
import { type Command, isScript, type Script, scriptOf } from "../shell/script.js";
import { sealed } from "./sealed.js";
import { type BuildState, chain } from "./state.js";

/** The smallest part of a RUN that the plan compares: a command of an `&&` chain, or a list that must stay together. */
export interface Unit {
  /** Canonical text. */
  readonly text: string;
  /** The commands before it in the same shell that may decide what it does, in order; empty when it runs as in a fresh one. */
  readonly state: string;
  /** May run a list under `set -e`, and stands where the shell ignores that option. */
  readonly suppressed: boolean;
  readonly packages: PackageCommand | undefined;
  readonly cleanup: Cleanup | undefined;
  /** Managers whose package lists it may read as they are when it starts. */
  readonly reads: readonly Manager[];
  /** What it calls, as far as that is written. */
  readonly programs: readonly string[];
  readonly listChanges: ReturnType<typeof listChanges>;
}

/** The units of a RUN, in order, and the shell's comments in it. */
export interface Flattened {
  readonly units: readonly Unit[];
  readonly comments: readonly string[];
}

const CACHE_SIZE = 4096;
const cache = new Map<string, Flattened>();

/**
 * What a RUN executes. What is not understood is one unit with its text as it is. Cached by text, since most RUNs of a file stay
 * the same: the offsets in `Unit.packages` are those of where the text was first seen.
 */
export function flatten(instruction: Instruction, state: BuildState, source: string): Flattened {
  const script = scriptOf(instruction, state.shell, source);
  if (isScript(script)) {
    const isSealed = sealed(instruction, state) !== undefined;
    const key = JSON.stringify([state.shell, state.workdir, isSealed, script.text.value]);
    let found = cache.get(key);
    if (found === undefined) {
      const units = new Flattener(script, state.workdir, isSealed).units();
      found = { units, comments: shellComments(script.tree, script.text.value) };
      if (cache.size >= CACHE_SIZE) cache.clear();
      cache.set(key, found);
    }
    return found;
  }
  const { exec } = instruction;
  const bodies = instruction.heredocs.map(({ body, end }) => source.slice(body.start, end.end));
  const text = [exec ? JSON.stringify(exec) : instruction.args.value, ...bodies].join("\n");
  return { units: [{ ...opaque(text), state: script.reason, reads: LISTS }], comments: [] };
}

/** A unit that is nothing but its text. */
export function opaque(text: string): Unit {
  return {
    text,
    state: "",
    suppressed: false,
    packages: undefined,
    cleanup: undefined,
    reads: [],
    programs: [],
    listChanges: [],
  };
}

/** What the commands so far have done to the shell that runs them. */
interface ShellState {
  /** Those commands, in order. */
  readonly text: string;
  readonly effects: ReadonlySet<Effect>;
  /** `set -e` may be in force. */
  readonly errexit: boolean;
}

class Flattener {
  private readonly found: Unit[] = [];
  /** Everything that ran so far. */
  private history = "";

  constructor(
    private readonly script: Script,
    private readonly directory: string,
    private readonly isSealed: boolean,
  ) {}

  units(): readonly Unit[] {
    this.list(this.script.tree, { text: "", effects: new Set(), errexit: this.script.dialect.errexit }, false);
    return this.found;
  }

  /** Adds the units of a list and returns the shell state behind it. */
  private list(
    list: Extract<Node, { type: "Script" | "CompoundList" }>,
    state: ShellState,
    ignored: boolean,
  ): ShellState {
    const [only, second] = list.commands;
    if (only === undefined) return state;
    if (second === undefined && !only.background) return this.node(only.command, state, ignored);
    return this.unit(list, state, ignored);
  }

  private node(node: Node, state: ShellState, ignored: boolean): ShellState {
    if (node.type === "AndOr" && !node.operators.includes("||")) {
      const last = node.commands.length - 1;
      return node.commands.reduce((before, child, index) => this.node(child, before, ignored || index < last), state);
    }
    if (node.type === "BraceGroup") return this.list(node.body, state, ignored);
    if (node.type === "Subshell") {
      this.history = extended(this.history, "(");
      this.list(node.body, inSubshell(state), ignored);
      this.history = extended(this.history, ")");
      return behind(state, node, canonical(node, this.script.text.value)) ?? state;
    }
    return this.unit(node, state, ignored);
  }

  private unit(node: Node, state: ShellState, ignored: boolean): ShellState {
    const text = canonical(node, this.script.text.value);
    const command = this.commandOf(node);
    const packages = command && packageCommand(command);
    const cleaned = command && cleanup(command);
    const commands = this.commandsIn(node);
    const errexit = state.errexit || effectsOf(node).has("source") || commands.some(setsErrexit);
    this.found.push({
      text,
      state: this.isSealed || looksBack(node) ? this.history : state.text,
      suppressed: ignored && errexit && mayRunList(node, state),
      packages,
      cleanup: cleaned,
      reads: LISTS.filter((manager) => readsLists(commands, manager)),
      programs: commands.flatMap(({ name }) => name?.value ?? []),
      listChanges: listChanges(commands),
    });
    this.history = extended(this.history, text);
    const known = packages !== undefined || cleaned !== undefined;
    const leaves = (!known && definesCommands(state)) || losesDirectory(commands, this.directory);
    return behind({ ...state, errexit }, node, text, leaves) ?? state;
  }

  private commandOf(node: Node): Command | undefined {
    return node.type === "Command" ? this.script.commandOf(node) : undefined;
  }

  private commandsIn(node: Node): readonly Command[] {
    const commands: Command[] = [];
    walk(node, (child) => {
      const command = this.commandOf(child);
      if (command !== undefined) commands.push(command);
    });
    return commands;
  }
}

/** The state behind a node; undefined when it leaves the shell as it is. */
function behind(state: ShellState, node: Node, text: string, mayBeAnything = false): ShellState | undefined {
  const effects = effectsOf(node);
  if (effects.size === 0 && !mayBeAnything) return undefined;
  return { ...state, text: extended(state.text, text), effects: new Set([...state.effects, ...effects]) };
}

/** A sequence of commands with one more; of a long one only a hash is kept. */
function extended(sequence: string, text: string): string {
  const longer = `${sequence}${text}\n`;
  return longer.length > 2000 ? chain("", longer) : longer;
}

function setsErrexit({ name, args }: Command): boolean {
  return name?.value === "set" && args.some(({ text }) => /^-\w*e|^errexit$|[$`]/.test(text));
}

/** A subshell has its own traps and cannot wait for processes of the outer shell. */
function inSubshell(state: ShellState): ShellState {
  const differs = state.effects.has("trap") || state.effects.has("background");
  return differs ? { ...state, text: extended(state.text, "(") } : state;
}

/** Names may by now stand for functions and aliases that change the shell. */
function definesCommands({ effects }: ShellState): boolean {
  return effects.has("function") || effects.has("source");
}

/** Variables by which bash tells about the command before. */
function looksBack(node: Node): boolean {
  let found = false;
  walk(node, (child) => {
    if (child.type !== "SimpleExpansion" && child.type !== "ParameterExpansion") return;
    found ||= /^\$\{?(?:_|BASH_REMATCH|PIPESTATUS|BASH_COMMAND)(?!\w)/.test(child.text);
  });
  return found;
}

function mayRunList(node: Node, state: ShellState): boolean {
  return holdsList(node) || definesCommands(state) || effectsOf(node).has("source");
}

function holdsList(node: Node): boolean {
  let holds = false;
  walk(node, (child) => {
    if ((child.type === "Script" || child.type === "CompoundList") && (child.commands.length > 1 || child !== node))
      holds = true;
  });
  return holds;
}
