import type { Instruction } from "../dockerfile/instruction.js";
import type { Range } from "../dockerfile/text.js";
import type { StageFacts } from "../plan/state.js";
import { DEFAULT_SHELL, type DontKnow } from "../shell/dialect.js";
import { type Command, freeScript, isScript, type Script } from "../shell/script.js";
import { baseName, SHELL } from "../shell/program-name.js";
import type { Facts } from "./facts.js";

/** A command that a container runs when it starts; its words without quotes, variables as they are written. */
export interface StartCommand {
  readonly words: readonly string[];
  /** Words that redirect its output, as written. */
  readonly redirects: readonly string[];
}

/** What a container of a stage starts, as far as the Dockerfile says it. */
export interface Startup {
  /** Undefined: the base image's own. */
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
  /**
   * In order, without wrappers such as `tini --`, `exec` and `sh -c`; the last one is the process that stays. Empty when the base
   * image decides alone. Undefined: not understood.
   */
  readonly commands: readonly StartCommand[] | undefined;
  /** Runs inside a shell that stays in front of it. */
  readonly isInShell: boolean;
  /** What the wrapper in front of it is called: `tini`, `dumb-init`. */
  readonly init: string | undefined;
}

/** Finds the ENTRYPOINT and CMD that are in force at the end of a stage. */
export function startup(stage: StageFacts, facts: Facts): Startup {
  const { entrypoint, cmd } = inForce(stage);
  const parts: Parts[] = [entrypoint, cmd].map((instruction) => partsOf(instruction, facts));
  const [front, behind] = parts as [Parts, Parts];
  // a shell form takes no arguments
  const whole = entrypoint !== undefined && entrypoint.exec === undefined ? front : joined(front, behind);
  if (whole === undefined) return { entrypoint, cmd, commands: undefined, isInShell: false, init: undefined };
  const { commands, init, isInShell } = unwrapped(whole);
  return { entrypoint, cmd, commands, init, isInShell };
}

/** The words of the process that stays; none when the base image decides or nobody understands what does. */
export function mainWords({ commands }: Startup): readonly string[] {
  return commands?.at(-1)?.words ?? [];
}

function inForce(stage: StageFacts): { entrypoint: Instruction | undefined; cmd: Instruction | undefined } {
  const inherited = stage.parent === undefined ? { entrypoint: undefined, cmd: undefined } : inForce(stage.parent);
  const last = (keyword: string): Instruction | undefined =>
    stage.stage.instructions.findLast((instruction) => instruction.keyword === keyword);
  const [entrypoint, cmd] = [last("ENTRYPOINT"), last("CMD")];
  // the builder drops a CMD that was there before
  if (entrypoint !== undefined) return { entrypoint, cmd };
  return { entrypoint: inherited.entrypoint, cmd: cmd ?? inherited.cmd };
}

/** The words of an exec form, or the commands of a shell form; undefined: not understood. */
type Parts =
  { readonly commands: readonly StartCommand[]; readonly isInShell: boolean; readonly isExec: boolean } | undefined;

const NOTHING: Parts = { commands: [], isInShell: false, isExec: true };

function partsOf(instruction: Instruction | undefined, facts: Facts): Parts {
  if (instruction === undefined) return NOTHING;
  const { exec } = instruction;
  if (exec !== undefined)
    return { commands: exec.length === 0 ? [] : [{ words: exec, redirects: [] }], isInShell: false, isExec: true };
  const script = facts.script(instruction);
  return isScript(script) ? shellParts(script) : undefined;
}

function shellParts(script: Script): Parts {
  const commands = straight(script);
  if (commands === undefined) return undefined;
  const execs = commands.at(-1)?.name?.value === "exec";
  return { commands: commands.map(startCommand), isInShell: !execs, isExec: false };
}

/** The commands of a script that runs them one after the other; undefined when it decides or loops. */
function straight(script: Script): readonly Command[] | undefined {
  // what is substituted runs on the way
  const commands = script.commands.filter(
    ({ range }) => !script.commands.some((other) => contains(other.range, range)),
  );
  return commands.length > 0 && commands.every(({ always, name }) => always && name !== undefined)
    ? commands
    : undefined;
}

function contains(outer: Range, { start, end }: Range): boolean {
  return outer.start <= start && end <= outer.end && outer.end - outer.start > end - start;
}

function startCommand({ name, args, redirects }: Command): StartCommand {
  return { words: [name!.value, ...args.map(({ value }) => value)], redirects };
}

function joined(front: Parts, behind: Parts): Parts {
  if (front === undefined || behind === undefined) return undefined;
  const [program] = front.commands;
  if (program === undefined) return behind;
  // a shell form behind an ENTRYPOINT is given to it as `/bin/sh -c …`; what it does with that is its own matter
  const more = behind.isExec
    ? (behind.commands[0]?.words ?? [])
    : [...DEFAULT_SHELL, behind.commands.map(({ words }) => words.join(" ")).join(" && ")];
  return { ...front, commands: [{ ...program, words: [...program.words, ...more] }] };
}

type Whole = NonNullable<Parts>;

function unwrapped(whole: Whole): Pick<Startup, "commands" | "init" | "isInShell"> {
  let { commands, isInShell }: Pick<Startup, "commands" | "isInShell"> = whole;
  let init: string | undefined;
  for (;;) {
    const last = commands?.at(-1);
    if (commands === undefined || last === undefined) return { commands, init, isInShell };
    const [program = ""] = last.words;
    const name = baseName(program);
    const behind = INITS.has(name) ? behindOptions(last.words, INITS.get(name)!) : wrapped(name, last.words);
    if (behind === undefined) {
      const script = shellScript(last.words);
      if (script === undefined) return { commands, init, isInShell };
      const parts = isScript(script) ? shellParts(script) : undefined;
      commands = parts && [...commands.slice(0, -1), ...parts.commands];
      isInShell = parts?.isInShell ?? false;
      continue;
    }
    if (behind.length === 0) return { commands, init, isInShell };
    if (INITS.has(name)) init ??= name;
    commands = [...commands.slice(0, -1), { ...last, words: behind }];
  }
}

/** Programs that reap and forward signals, with their options that take a value. Source: their manuals. */
const INITS: ReadonlyMap<string, RegExp> = new Map([
  ["tini", /^-[pe]$/],
  ["tini-static", /^-[pe]$/],
  ["dumb-init", /^(?:-r|--rewrite)$/],
  ["docker-init", /^-[pe]$/],
  ["catatonit", /^$/],
]);

/** What a program runs that does nothing but start another one. */
function wrapped(name: string, words: readonly string[]): readonly string[] | undefined {
  if (name === "exec" || name === "nohup" || name === "command") return behindOptions(words, /^-a$/);
  if (name !== "env") return undefined;
  const rest = behindOptions(words, /^(?:-u|-C)$/);
  const at = rest.findIndex((word) => !/^\w+=/.test(word));
  return at === -1 ? undefined : rest.slice(at);
}

function behindOptions(words: readonly string[], valued: RegExp): readonly string[] {
  let at = 1;
  for (; at < words.length && words[at]!.startsWith("-"); at++) {
    if (words[at] === "--") return words.slice(at + 1);
    if (valued.test(words[at]!)) at++;
  }
  return words.slice(at);
}

/** The script of `sh -c "…"`. */
function shellScript(words: readonly string[]): Script | DontKnow | undefined {
  const [shell = "", ...rest] = words;
  if (!SHELL.test(baseName(shell))) return undefined;
  const at = rest.findIndex((word) => /^-\w*c$/.test(word));
  if (at === -1 || rest.slice(0, at).some((word) => !word.startsWith("-"))) return undefined;
  return freeScript(rest[at + 1] ?? "", [shell, "-c"]);
}
