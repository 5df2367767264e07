import { baseName } from "../../shell/program-name.js";
import type { Command } from "../../shell/script.js";
import { buildOptions, type BuildOptions } from "./build-options.js";
import type { ShellText } from "./shell-text.js";
import { headOf, literalOf, type Pieces, piecesOf } from "./words.js";

/** A command that builds an image. */
export interface BuildCall extends BuildOptions {
  /** `docker`, `podman` …; undefined when a variable or another program hides it. */
  readonly program: string | undefined;
  /** The word behind which options stand. */
  readonly verb: Pieces;
  /** Whether a variable of the shell's environment reaches the program with its value. */
  readonly keeps: (name: string) => boolean;
  readonly command: Command;
}

/** The call of a build that a command is; undefined when it is none. */
export function buildCall(command: Command, shell: ShellText): BuildCall | undefined {
  const { node } = command;
  if (node.type !== "Command" || node.name === undefined) return undefined;
  const words = [node.name, ...node.args].map((word) => piecesOf(word, shell));
  // an escaped backtick's commands count in a text of their own
  if (shell.text.value.slice(node.name.pos, node.name.end) !== node.name.text) return undefined;
  if (OTHER_BUILDERS.test(baseName(node.name.value))) return undefined;
  const front = frontOf(words, command.assignments);
  const program = baseName(literalOf(words[front.length] ?? { pieces: [] }) ?? "");
  const verbAt = BUILDERS.has(program) ? verbOf(words, front.length + 1, program) : undefined;
  if (verbAt === undefined && BUILDERS.has(program)) return undefined;
  const at = verbAt ?? words.findIndex((word) => isVerb(literalOf(word)));
  if (at < 1 || (verbAt === undefined && PRINTERS.test(literalOf(words[0]!) ?? ""))) return undefined;
  const { isClear, keeps } = front;
  return {
    ...buildOptions(words.slice(at + 1)),
    program: isClear && verbAt !== undefined ? program : undefined,
    verb: words[at]!,
    keeps,
    command,
  };
}

/** Builders that take no secrets, or other options for them. */
export const OTHER_BUILDERS = /^(?:executor|kaniko|az|gcloud|img)$/;

/** Commands that print what they are given. */
export const PRINTERS = /^(?:echo|printf|print|cat|grep|sed|awk|:|true|false)$/;

const BUILDERS: ReadonlySet<string> = new Set(["docker", "podman", "buildah", "nerdctl"]);

function isVerb(word: string | undefined): boolean {
  return word === "build" || word === "bud";
}

/** Where the verb stands, behind the program's own options: `buildx build`, `image build`, `build`. */
function verbOf(words: readonly Pieces[], from: number, program: string): number | undefined {
  for (let at = from; at < words.length; at++) {
    const word = literalOf(words[at]!) ?? "";
    if (program === "buildah" ? /^(?:bud|build|build-using-dockerfile)$/.test(word) : word === "build") return at;
    if (/^(?:buildx|image|builder)$/.test(word) && program !== "buildah") continue;
    if (/^(?:--(?:config|context|host|log-level|namespace|address|builder|tlscacert|tlscert|tlskey)|-[cHlna])$/.test(word)) at++;
    else if (!headOf(words[at]!).startsWith("-")) return undefined;
  } // prettier-ignore
  return undefined;
}

interface Front {
  /** How many words stand in front of the program. */
  readonly length: number;
  readonly isClear: boolean;
  readonly keeps: (name: string) => boolean;
}

/** What runs the program: `sudo`, `time`, `env A=b`. */
function frontOf(words: readonly Pieces[], assignments: readonly string[]): Front {
  const set = new Set(assignments.map((each) => each.replace(/\+?=.*$/s, "")));
  let isClear = true;
  let keepsAll = true;
  const kept = new Set<string>();
  let at = 0;
  for (; at < words.length; at++) {
    const runner = baseName(literalOf(words[at]!) ?? "");
    if (!RUNNERS.has(runner)) break;
    const isSudo = runner === "sudo" || runner === "doas";
    let keeps = !isSudo;
    for (; at + 1 < words.length; at++) {
      const next = headOf(words[at + 1]!);
      const [, name] = /^(\w+)=/.exec(next) ?? [];
      if (name !== undefined) set.add(name);
      else if (isSudo && /^(?:-[A-Za-z]*E[A-Za-z]*|--preserve-env)$/.test(next)) keeps = true;
      else if (isSudo && next.startsWith("--preserve-env=")) for (const each of next.slice(15).split(",")) kept.add(each);
      else if (isSudo && /^-[ugpCDRTUrt]$/.test(next)) at++;
      else if (isSudo && /^-[nSHbkA]+$|^--(?:non-interactive|stdin|set-home)$/.test(next)) continue;
      else if (next.startsWith("-")) isClear &&= runner !== "env" && !isSudo;
      else if (!/^(?:timeout|nice|travis_wait|retry)$/.test(runner) || !/^\d+(?:\.\d+)?[smhd]?$/.test(next)) break;
    } // prettier-ignore
    keepsAll &&= keeps;
  }
  return { length: at, isClear, keeps: (name) => !set.has(name) && (keepsAll || kept.has(name)) };
}

const RUNNERS: ReadonlySet<string> = new Set([
  "sudo", "doas", "env", "cross-env", "time", "command", "exec", "nohup", "nice", "ionice", "timeout", "retry", "travis_retry", "travis_wait", "travis_time",
]); // prettier-ignore
