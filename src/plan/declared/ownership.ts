import { posix } from "node:path";
import { freeScript, isScript } from "../../shell/script.js";
import { isWithin } from "../app-directory.js";
import type { Unit } from "../flatten.js";
import type { StagePlan, Step } from "../plan.js";

/** Copies may have the owner that a `chown -R` behind them gives, which then only sees to the directory itself. */
export function withoutOwnership(before: StagePlan, after: StagePlan): StagePlan {
  const steps = [...after.steps];
  before.steps.forEach((step, index) => {
    const own = steps[index];
    const given = own === undefined ? undefined : narrowed(step, own);
    if (given === undefined) return;
    const copies: [at: number, copy: Step | undefined][] = [];
    for (let at = index - 1; at >= 0 && steps[at]!.kind !== "run"; at--) {
      if (goesInto(before.steps[at]!, given.directory))
        copies.push([at, withoutOwner(before.steps[at]!, steps[at]!, given.owner)]);
    }
    // nobody else would give it to what has not got it
    if (copies.length === 0 || copies.some(([, copy]) => copy === undefined)) return;
    steps[index] = { ...own!, units: step.units };
    for (const [at, copy] of copies) steps[at] = copy!;
  });
  return { ...after, steps };
}

interface Given {
  readonly owner: string;
  readonly directory: string;
}

/** What a `chown -R` says that has lost its `-R` and nothing else. */
function narrowed(before: Step, after: Step): Given | undefined {
  const [was, is] = [before.units[0]?.text ?? "", after.units[0]?.text ?? ""];
  const [, owner, path] = /^chown -R (\S+) (\S+)$/.exec(was) ?? [];
  const isSame = before.context === after.context && before.units.length === 1 && after.units.length === 1;
  if (owner === undefined || !isSame || is !== was.replace(" -R", "")) return undefined;
  return { owner, directory: posix.resolve("/", directoryOf(before), path!) };
}

function directoryOf({ context }: Step): string {
  return (JSON.parse(context) as [user: string, workdir: string])[1];
}

/** Whether a step copies into a directory; what has a variable in its target may. */
function goesInto(step: Step, directory: string): boolean {
  if (step.kind !== "copy" && step.kind !== "add") return false;
  const [words] = JSON.parse(step.units[0]!.text) as [words: string[]];
  const target = words.at(-1) ?? "";
  return target.includes("$") || isWithin(posix.resolve("/", directoryOf(step), target), directory);
}

/** A copy without the owner that it has got; undefined when it has not, when it had one, or when its target is a variable's. */
function withoutOwner(before: Step, after: Step, owner: string): Step | undefined {
  const flag = `--chown=${owner}`;
  const [was, is] = [before.context, after.context].map((context) => JSON.parse(context) as [...unknown[], string[]]);
  const [old, flags] = [was!.at(-1) as string[], is!.at(-1) as string[]];
  if (old.some((each) => each.startsWith("--chown=")) || !flags.includes(flag)) return undefined;
  if (before.units[0]!.text.includes("$")) return undefined;
  return { ...after, context: JSON.stringify([...is!.slice(0, -1), flags.filter((each) => each !== flag)]) };
}

/** Root may do without `sudo`. */
export function withoutSudo(before: StagePlan, after: StagePlan): StagePlan {
  const steps = after.steps.map((step, index) => {
    const was = before.steps[index];
    if (was?.kind !== "run" || was.units.length !== step.units.length) return step;
    const isRoot = /^\["(?:root|0)?"/.test(was.context);
    const units = step.units.map((unit, at): Unit =>
      isRoot && bare(was.units[at]!.text, was) === unit.text ? was.units[at]! : unit,
    );
    return { ...step, units };
  });
  return { ...after, steps };
}

/** Without `sudo` where it is the program of a command. */
function bare(text: string, { context }: Step): string {
  const [, , shell] = JSON.parse(context) as [user: string, workdir: string, shell: string[]];
  const script = freeScript(text, shell);
  if (!isScript(script)) return text;
  return script.commands
    .flatMap(({ name, args: [first] }) =>
      name?.value === "sudo" && first !== undefined && !first.value.startsWith("-") ? [[name, first] as const] : [],
    )
    .sort(([one], [other]) => other.range.start - one.range.start)
    .reduce((rest, [name, first]) => rest.slice(0, name.range.start) + rest.slice(first.range.start), text);
}
