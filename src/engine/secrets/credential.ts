import { posix } from "node:path";
import type { Link } from "../../shell/chain.js";
import { baseName } from "../../shell/program-name.js";
import type { Command } from "../../shell/script.js";
import { isRoot } from "../../plan/root.js";
import type { FileReaders } from "../../plan/credential-files.js";
import { readersOf, spelled } from "../../plan/credential-files.js";
import { outputOf } from "../../shell/output.js";
import { mayFetch } from "../../shell/fetching.js";
import type { SecretRun } from "./run.js";
import { type Setting, settingOf, undoes } from "../../shell/settings.js";

/** What a RUN leaves in the file system that opens something: a file, or an entry in a program's settings. */
export interface Credential {
  /** For messages, with its backticks. */
  readonly label: string;
  readonly readers: FileReaders;
  /** The file, as `spelled` gives it; undefined for an entry. */
  readonly path: string | undefined;
  readonly setting: Setting | undefined;
  /** The command that takes it away, as the shell gets it. */
  readonly undo: string;
}

/** What a file that a RUN writes a secret to is; undefined when it is no credential file that is known. */
export function writtenCredential(path: string, run: SecretRun): Credential | undefined {
  const own = pathOf(path, run);
  const readers = own === undefined ? undefined : readersOf(own);
  if (own === undefined || readers === undefined) return undefined;
  return { label: `\`${posix.basename(own)}\``, readers, path: own, setting: undefined, undo: `rm -f ${path}` };
}

/** What a command stores in its program's settings. */
export function storedCredential(command: Command): Credential | undefined {
  const setting = settingOf(command);
  return (
    setting && {
      label: `an entry in the settings of \`${baseName(command.name!.value)}\``,
      readers: setting.readers,
      path: undefined,
      setting,
      undo: setting.undo,
    }
  );
}

export function isSame(one: Credential, other: Credential): boolean {
  return one.path === other.path && one.setting?.key === other.setting?.key;
}

/** A path of a RUN in one spelling; undefined when a variable hides it. */
export function pathOf(path: string, { seen: { stage, index } }: SecretRun): string | undefined {
  const { workdir, user } = stage.states[index]!;
  const own = spelled(path, workdir, user === "" || isRoot(user));
  return own.includes("$") ? undefined : own;
}

/** What a command of a chain has to do with a credential. */
export type Role = "setup" | "undo" | "user" | "other";

export function roleOf({ node }: Link, credential: Credential, run: SecretRun): Role {
  const commands = run.commandsIn(node);
  const isSetup = commands.some((each) => setsUp(each, credential, run));
  if (isSetup && commands.every((each) => setsUp(each, credential, run) || isTest(each) || isFilter(each)))
    return "setup";
  if (commands.some((each) => takesAway(each, credential, run))) return "undo";
  return commands.some((each) => mayFetch(each, credential.readers === "key" ? "ssh" : credential.readers))
    ? "user"
    : "other";
}

function isTest({ name }: Command): boolean {
  return /^(?:\[|test|true|:)$/.test(name?.value ?? "");
}

/** A part of a pipe into the file. */
function isFilter({ name }: Command): boolean {
  return /^(?:echo|printf|cat|tr|base64|sed|envsubst)$/.test(name?.value ?? "");
}

/** Whether a command writes to the credential, or makes it fit for its readers. */
function setsUp(command: Command, { path, setting, readers }: Credential, run: SecretRun): boolean {
  const program = baseName(command.name?.value ?? "");
  const operands = command.args.filter(({ value }) => !value.startsWith("-")).map(({ value }) => value);
  if (setting !== undefined) return settingOf(command)?.key === setting.key;
  const own = (each: string | undefined): boolean => each !== undefined && pathOf(each, run) === path;
  if (own(outputOf(command))) return true;
  if (program === "tee") return operands.length === 1 && own(operands[0]);
  if (program === "touch") return operands.length === 1 && own(operands[0]);
  if (program === "chmod" || program === "chown") return operands.length === 2 && own(operands[1]);
  // an agent of its own has nothing to do when there is one from outside
  return (
    readers === "key" &&
    (program === "ssh-add" ||
      (program === "eval" && operands.some((each) => each.includes("ssh-agent"))) ||
      program === "ssh-agent")
  );
}

function takesAway(command: Command, { path, setting }: Credential, run: SecretRun): boolean {
  if (setting !== undefined && undoes(command, setting)) return true;
  if (baseName(command.name?.value ?? "") !== "rm") return false;
  const file = path ?? (setting === undefined ? undefined : SETTINGS[setting.readers]);
  return command.args.some(({ value }) => {
    const own = pathOf(value.replace(/\/\*$/, ""), run);
    return own !== undefined && file !== undefined && (file === own || file.startsWith(`${own.replace(/\/$/, "")}/`));
  });
}

/** Where programs keep their settings. */
const SETTINGS: Readonly<Record<string, string>> = {
  git: "~/.gitconfig",
  node: "~/.npmrc",
  ruby: "~/.bundle/config",
  php: "~/.composer/auth.json",
};
