import type { Instruction } from "../dockerfile/instruction.js";
import type { StageFacts } from "../plan/state.js";
import { insertAfter } from "./edits.js";
import type { Facts } from "./facts.js";
import type { Startup } from "./startup.js";
import type { Edit } from "./types.js";

/** Instructions that make or change files, and so read what stands in front of them. */
const STEPS = /^(?:FROM|RUN|COPY|ADD|WORKDIR|VOLUME)$/;

/** The last instruction of a stage that changes files; FROM when none does. */
export function lastStep({ stage }: StageFacts): Instruction {
  return stage.instructions.findLast(({ keyword }) => STEPS.test(keyword))!;
}

/** The instruction in front of those that say what is started; the last one when the stage does not say it. */
export function beforeStart({ stage: { instructions } }: StageFacts, { entrypoint, cmd }: Startup): Instruction {
  const at = [entrypoint, cmd]
    .flatMap((each) => (each === undefined ? [] : [instructions.indexOf(each)]))
    .filter((index) => index > 0);
  return at.length === 0 ? instructions.at(-1)! : instructions[Math.min(...at) - 1]!;
}

/** Instructions behind another one, apart by blank lines where the file writes it so. */
export function insertBehind(at: Instruction, lines: readonly string[], { stage }: StageFacts, { file }: Facts): Edit {
  const { instructions } = stage;
  const index = instructions.indexOf(at);
  const apart = (one: Instruction | undefined, next: Instruction | undefined): boolean =>
    one !== undefined &&
    next !== undefined &&
    /^[ \t]*\r?\n[ \t]*\r?\n/.test(file.source.slice(one.range.end, next.range.start));
  const isLast = index === instructions.length - 1;
  const gap = apart(at, instructions[index + 1]) || (isLast && apart(instructions[index - 1], at)) ? "\n\n" : "\n";
  return insertAfter(at.range, lines.map((line) => gap + line).join(""));
}
