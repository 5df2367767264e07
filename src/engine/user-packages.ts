import type { Instruction } from "../dockerfile/instruction.js";
import type { Range } from "../dockerfile/text.js";
import type { StageFacts } from "../plan/state.js";
import { packageCommand } from "../shell/packages.js";
import { isScript } from "../shell/script.js";
import { accountWork } from "./account-commands.js";
import type { Facts } from "./facts.js";

/** Where `pip install --user` puts packages for root. Source: PEP 370. */
export const ROOT_LOCAL = "/root/.local";

/**
 * Where a stage names root's own packages, when it only copies them in and puts them on the PATH, so that they can lie in another
 * home as well; undefined when a command uses them where they are.
 */
export function rootPackages({ stage, parent }: StageFacts, facts: Facts): readonly Range[] | undefined {
  const { file } = facts;
  const found: Range[] = [];
  for (const instruction of stage.instructions) {
    const { keyword, range, words } = instruction;
    const text = file.source.slice(range.start, range.end);
    if (!text.includes(ROOT_LOCAL)) continue;
    const isFilled = fillsRootLocal(instruction);
    if (!isFilled && keyword !== "ENV") return undefined;
    const from = isFilled ? words.at(-1)!.range.start - range.start : 0;
    for (let at = text.indexOf(ROOT_LOCAL, from); at !== -1; at = text.indexOf(ROOT_LOCAL, at + 1))
      found.push({ start: range.start + at, end: range.start + at + ROOT_LOCAL.length });
  }
  const copy = stage.instructions.findIndex(fillsRootLocal);
  // what runs as root behind it looks for them in root's home
  const isUsed = stage.instructions.slice(copy + 1).some((each) => each.keyword === "RUN" && !isUpkeep(each, facts));
  if (copy !== -1 && isUsed) return undefined;
  const above = parent?.stage.instructions.some(({ range }) =>
    file.source.slice(range.start, range.end).includes(ROOT_LOCAL),
  );
  return found.length > 0 && (above === true || copy === -1) ? undefined : found;
}

function fillsRootLocal({ keyword, words }: Instruction): boolean {
  return keyword === "COPY" && words.at(-1)?.value === ROOT_LOCAL;
}

/** A RUN that uses nothing but programs of the system: accounts, packages, files. */
function isUpkeep(run: Instruction, facts: Facts): boolean {
  const script = facts.script(run);
  return (
    isScript(script) &&
    script.commands.every((command) => {
      const isFileWork = /^(?:mkdir|chown|chmod|rm|touch|ln|cp|mv|echo)$/.test(command.name?.value ?? "");
      return isFileWork || accountWork(command) !== undefined || packageCommand(command) !== undefined;
    })
  );
}
