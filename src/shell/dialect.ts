/** The program that runs a stage's shell forms, as far as it matters for reading and joining scripts. */
export interface Dialect {
  /** `bash` and its kin read bash's own syntax; for `sh` it may be dash or busybox, which read some of it differently. */
  readonly bash: boolean;
  /** `-e` in the SHELL's options: a failing command ends the script. */
  readonly errexit: boolean;
  readonly pipefail: boolean;
}

/** Why a script cannot be read; an answer, not an error. */
export interface DontKnow {
  readonly reason: string;
}

export const DEFAULT_SHELL: readonly string[] = ["/bin/sh", "-c"];

/** Not zsh and ksh: the last command of a pipe changes their own shell. */
const POSIX: ReadonlySet<string> = new Set(["sh", "ash", "dash", "bash", "mksh"]);
const BASH: ReadonlySet<string> = new Set(["bash", "mksh"]);

/** What a SHELL instruction's strings mean; shells other than POSIX ones are not understood. */
export function dialectOf(shell: readonly string[]): Dialect | DontKnow {
  const [program = "", ...options] = shell;
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (!POSIX.has(name)) return { reason: `the stage's SHELL is ${name || "empty"}, not a POSIX shell` };
  if (!/^-[a-zA-Z]*c$/.test(options.at(-1) ?? ""))
    return { reason: `the stage's SHELL does not end in -c: ${shell.join(" ")}` };
  const short = options.filter((option) => /^-[a-zA-Z]+$/.test(option)).join("");
  const long = options.filter((_, index) => /^-[a-zA-Z]*o$/.test(options[index - 1] ?? ""));
  return {
    bash: BASH.has(name),
    errexit: short.includes("e") || long.includes("errexit"),
    pipefail: long.includes("pipefail"),
  };
}
