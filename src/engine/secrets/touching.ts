import { posix } from "node:path";
import { baseName } from "../../shell/program-name.js";
import type { Command, ShellWord } from "../../shell/script.js";
import { outputOf } from "../../shell/output.js";
import { pathOf } from "./credential.js";
import type { SecretRun } from "./run.js";

/** Whether a command has to do with a file: it names it, a pattern that means it, or a folder around it that it goes through. */
export function touches({ name, args, redirects }: Command, path: string, run: SecretRun): boolean {
  const program = baseName(name?.value ?? "");
  const isDeep =
    DEEP.test(program) || args.some(({ value }) => /^-\w*[RrAa]\w*$|^--(?:recursive|archive)$/.test(value));
  const names = [...args.map(({ value }) => value), ...redirects.map((text) => text.replace(/^\d*[<>&|]+\s*/, ""))];
  return names.some((word) => !word.startsWith("-") && isAbout(word, path, isDeep && program !== "mkdir", run));
}

/** Programs that go through folders. */
const DEEP = /^(?:find|tar|mv|ls|du|rsync|zip|dos2unix)$/;

function isAbout(word: string, path: string, isDeep: boolean, run: SecretRun): boolean {
  const own = pathOf(word, run) ?? "";
  if (own === path || posix.basename(word) === posix.basename(path)) return true;
  if (/[*?[]/.test(own)) return patternOf(own).test(path);
  return isDeep && path.startsWith(`${own.replace(/\/$/, "")}/`);
}

function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^/;
  }
}

/** Whether a command works in the folder of a file or below it. */
export function entersFolder(command: Command, path: string, run: SecretRun): boolean {
  const folder = posix.dirname(path);
  const names = [...command.args.map(({ value }) => value), outputOf(command) ?? ""];
  return names.some((word) => {
    const own = word === "" || word.startsWith("-") ? undefined : pathOf(word, run);
    return own !== undefined && (own === folder || own.startsWith(`${folder}/`));
  });
}

/** The words of a command that name a file among others, so that it may go on without it. */
export function operandsBeside(command: Command, path: string, run: SecretRun): readonly ShellWord[] {
  if (!/^(?:chmod|chown|rm)$/.test(command.name?.value ?? "")) return [];
  const operands = command.args
    .filter(({ value }) => !value.startsWith("-"))
    .slice(command.name?.value === "rm" ? 0 : 1);
  const own = operands.filter(({ value }) => pathOf(value, run) === path);
  return own.length < operands.length ? own : [];
}
