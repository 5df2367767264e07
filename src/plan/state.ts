import type { Dockerfile, Stage } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { lex } from "../dockerfile/lex.js";
import { baseFacts } from "../image/family.js";
import { DEFAULT_SHELL } from "../shell/dialect.js";

/** What an instruction runs under, before it has its own effect. */
export interface BuildState {
  /** As USER gives it, variables expanded; empty: the base image's own, mostly root. */
  readonly user: string;
  /** Absolute or, below an unknown base directory, relative; empty: the base image's own. */
  readonly workdir: string;
  readonly shell: readonly string[];
  /** Stands for the ENV and ARG values in force, in order: equal keys, equal environments. */
  readonly envKey: string;
  /** The variable in force that makes bash read a file, or set options, when it starts. */
  readonly startup: string | undefined;
}

/** A trigger with the state in front of it. */
export interface Fired {
  readonly instruction: Instruction;
  readonly state: BuildState;
}

/** A stage with what it is built on and the state at each of its instructions. */
export interface StageFacts {
  readonly stage: Stage;
  /** FROM's image with global ARG defaults filled in; undefined when a variable has no default. */
  readonly base: string | undefined;
  /** FROM's `--platform`, global ARG defaults filled in. */
  readonly platform: string | undefined;
  /** The earlier stage it is built on. */
  readonly parent: StageFacts | undefined;
  /** The image at the bottom of the chain of stages. */
  readonly baseImage: string | undefined;
  /** What the ONBUILDs of `parent` run before the stage's own instructions. */
  readonly fired: readonly Fired[];
  /** State before each of `stage.instructions`. */
  readonly states: readonly BuildState[];
  readonly last: BuildState;
  /** Values of ENV and ARG at the end, as far as they are known. */
  readonly env: ReadonlyMap<string, string>;
}

/** Walks every stage of a file once. Linear in the number of instructions. */
export function stageFacts(file: Dockerfile): StageFacts[] {
  const globals = globalArgs(file);
  const facts: StageFacts[] = [];
  const byName = new Map<string, StageFacts>();
  for (const stage of file.stages) {
    const { text, unset } = expand(stage.from.words[0]?.value ?? "", globals, file.escape);
    const base = unset ? undefined : text;
    const parent = base === undefined ? undefined : byName.get(base.toLowerCase());
    const found = walkStage(file, stage, base, parent, globals);
    facts.push(found);
    if (stage.name !== undefined) byName.set(stage.name, found);
  }
  return facts;
}

function globalArgs(file: Dockerfile): Map<string, string> {
  const values = new Map<string, string>();
  for (const { keyword, pairs } of file.globalArgs) {
    if (keyword !== "ARG") continue;
    for (const { name, value } of pairs) {
      const expanded = value === undefined ? undefined : expand(value, values, file.escape);
      // builders differ on what a second ARG without a value leaves of the first
      if (expanded === undefined || expanded.unset) values.delete(name);
      else values.set(name, expanded.text);
    }
  }
  return values;
}

/** Expands a word; `unset` when a variable without a value decides about the result, which then is the word as written. */
export function expand(
  word: string,
  env: ReadonlyMap<string, string>,
  escape: string,
): { text: string; unset: boolean } {
  if (!/[$'"\\`]/.test(word)) return { text: word, unset: false };
  const { text, variables, error } = lex(word, { escape, get: (name) => env.get(name) });
  const unset = variables.some(({ name, modifier }) => !env.has(name) && !/^:?[-+]$/.test(modifier));
  const failed = unset || error !== undefined;
  return { text: failed ? word : text, unset: failed };
}

function walkStage(
  file: Dockerfile,
  stage: Stage,
  base: string | undefined,
  parent: StageFacts | undefined,
  globals: ReadonlyMap<string, string>,
): StageFacts {
  const baseImage = parent === undefined ? base : parent.baseImage;
  const flag = stage.from.flag("platform");
  const platform = flag === undefined ? undefined : expand(flag, globals, file.escape).text;
  const windows =
    platform?.startsWith("windows") === true || (baseImage !== undefined && baseFacts(baseImage).family === "windows");
  const env = new Map(parent?.env);
  let state: BuildState = parent?.last ?? {
    user: "",
    workdir: "",
    shell: windows ? ["cmd", "/S", "/C"] : file.escape === "`" ? ["(unknown)"] : DEFAULT_SHELL,
    envKey: "",
    startup: undefined,
  };
  const fired: Fired[] = [];
  for (const { trigger: instruction } of parent?.stage.instructions ?? []) {
    if (instruction === undefined) continue;
    fired.push({ instruction, state });
    state = next(state, instruction, env, globals, file.escape);
  }
  const states: BuildState[] = [];
  for (const instruction of stage.instructions) {
    states.push(state);
    state = next(state, instruction, env, globals, file.escape);
  }
  return { stage, base, platform, parent, baseImage, fired, states, last: state, env };
}

function next(
  state: BuildState,
  instruction: Instruction,
  env: Map<string, string>,
  globals: ReadonlyMap<string, string>,
  escape: string,
): BuildState {
  const { keyword } = instruction;
  switch (keyword) {
    case "USER":
    case "WORKDIR": {
      const { text, unset } = expand(instruction.args.value, env, escape);
      const place = keyword === "USER" ? { user: text } : { workdir: join(state.workdir, text) };
      // what an unknown variable stands for depends on where it is used
      return { ...state, ...place, envKey: unset ? chain(state.envKey, `${keyword} ${text}`) : state.envKey };
    }
    case "SHELL":
      return { ...state, shell: instruction.exec ?? state.shell };
    case "ENV":
    case "ARG": {
      // all values of one instruction see the environment before it
      const pairs = instruction.pairs.map(({ name, value }) => {
        const given = value ?? (keyword === "ARG" ? globals.get(name) : undefined);
        return { name, value: given === undefined ? undefined : expand(given, env, escape) };
      });
      let { envKey, startup } = state;
      for (const { name, value } of pairs) {
        envKey = chain(
          envKey,
          `${keyword} ${name}${value === undefined ? "" : `${value.unset ? "?" : "="}${value.text}`}`,
        );
        if (STARTUP.has(name)) startup = name;
        // an ARG without a value leaves what is there; with one it replaces it, though the manual lets ENV win
        if (value === undefined) continue;
        if (value.unset) env.delete(name);
        else env.set(name, value.text);
      }
      return { ...state, envKey, startup };
    }
    default:
      return state;
  }
}

const STARTUP: ReadonlySet<string> = new Set(["BASH_ENV", "SHELLOPTS", "BASHOPTS"]);

function join(directory: string, path: string): string {
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path) || directory === "") return path;
  return `${directory.replace(/\/+$/, "")}/${path}`;
}

/** A 53-bit hash of a history, so that long histories compare in constant time. */
export function chain(previous: string, entry: string): string {
  const text = `${previous}\n${entry}`;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return ((high >>> 0) * 0x200000 + ((low >>> 0) & 0x1fffff)).toString(36);
}
