import type { Range } from "../../dockerfile/text.js";
import { BUILTINS } from "../../shell/builtins.js";
import { Refusal } from "./refusal.js";
import { type Naming, substitutions, valueOf } from "./text.js";
import type { SecretRun } from "./run.js";
import type { Work } from "./work.js";

/** Puts secrets into a script where they are read, but for the `addresses` that are seen to already. Throws `Refusal`. */
export function writeValues(work: Work, naming: Naming, addresses: readonly Range[]): void {
  const { run, change, set } = work;
  if (change.isRemoved) return;
  if (isTraced(run)) {
    if (run.expansions.length > 0) throw new Refusal("`set -x` prints it into the build's log");
    for (const name of work.readers.keys()) work.unseen.add(name);
    return;
  }
  if (naming.style === "file") writeVariables(work, naming);
  const rest = run.expansions.filter(({ name, node }) => {
    const { start, end } = run.script.range(node);
    return !set.has(name) && !addresses.some((range) => start >= range.start && end <= range.end);
  });
  for (const { start, end, text } of substitutions(run.script, rest, naming)) change.replace({ start, end }, text);
}

/** Gives programs the variables that they read: one of them in front of its command, several at the beginning. */
function writeVariables({ run, change, readers, set }: Work, { ids }: Naming): void {
  const assignment = (name: string): string => `${name}="${valueOf(ids.get(name)!)}"`;
  for (const [name, commands] of readers) {
    const isExpanded = run.expansions.some((each) => each.name === name);
    const own = commands.length === 1 && !isExpanded && !set.has(name) ? commands[0]!.name : undefined;
    const isProgram = own?.literal === true && !BUILTINS.has(own.value) && !/^(?:sudo|su|doas)$/.test(own.value);
    if (isProgram) change.insert(commands[0]!.range.start, `${assignment(name)} `);
    else if (!run.assigns(name)) set.add(name);
  }
  if (set.size > 0 && run.seen.instruction.heredocs.length > 0)
    throw new Refusal("a here-document needs it as a variable");
  for (const name of set) change.before(`export ${assignment(name)}`);
}

/** The shell prints each command with what it puts in. */
function isTraced({ script, seen: { stage, index } }: SecretRun): boolean {
  const { shell } = stage.states[index]!;
  if (shell.slice(1).some((option, at) => /^-\w*x/.test(option) || (option === "xtrace" && shell[at] === "-o")))
    return true;
  return script.commands.some(
    ({ name, args }) =>
      /^(?:ba|da|a)?sh$|^set$/.test(name?.value ?? "") &&
      args.some(({ value }) => /^-[a-z]*x[a-z]*$|^xtrace$/.test(value)),
  );
}
