import type { Argument, Instruction } from "../dockerfile/instruction.js";
import type { StageFacts } from "../plan/state.js";
import type { Facts } from "./facts.js";

/** An image that a stage copies or mounts files out of. */
export interface CopiedImage {
  readonly stage: StageFacts;
  readonly instruction: Instruction;
  /** The reference as it is written, where that is plain text. */
  readonly image: Argument;
}

/** The images, not stages, in `COPY --from=` and `RUN --mount=…,from=`. */
export function copiedImages({ stages, file }: Facts): readonly CopiedImage[] {
  const names = new Set(stages.flatMap(({ stage }) => [stage.name?.toLowerCase() ?? "", String(stage.index)]));
  return stages.flatMap((stage) =>
    stage.stage.instructions.flatMap((instruction) =>
      instruction.flags.flatMap(({ name, value = "", range }): readonly CopiedImage[] => {
        const isFrom = instruction.keyword === "COPY" && name === "from";
        if (!isFrom && !(instruction.keyword === "RUN" && name === "mount")) return [];
        const written = file.source.slice(range.start, range.end);
        const [before = "", reference = ""] = (isFrom ? /^--from=(.+)$/ : /[=,]from=([^,]+)/).exec(written) ?? [];
        const start = range.start + written.indexOf(before) + before.length - reference.length;
        // quotes, variables and line breaks would have to be kept
        if (!/^[\w./:@-]+$/.test(reference) || !value.includes(reference) || names.has(reference.toLowerCase()))
          return [];
        const image = { value: reference, range: { start, end: start + reference.length } };
        return [{ stage, instruction, image }];
      }),
    ),
  );
}
