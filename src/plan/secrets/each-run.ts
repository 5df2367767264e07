import { type Dockerfile, parse } from "../../dockerfile/dockerfile.js";
import type { Instruction } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import { isScript, type Script, scriptOf } from "../../shell/script.js";
import { stageFacts } from "../state.js";

export interface Replacement extends Range {
  readonly text: string;
}

/** Who runs a RUN, and where. */
export interface User {
  readonly user: string;
  readonly workdir: string;
}

/** A RUN that is understood. */
export interface Run extends User {
  readonly instruction: Instruction;
  readonly script: Script;
}

/** The RUNs of a file that are understood, in order. */
export function runsOf(file: Dockerfile): readonly Run[] {
  return stageFacts(file).flatMap(({ stage, states }) =>
    stage.instructions.flatMap((instruction, index) => {
      if (instruction.keyword !== "RUN") return [];
      const { shell, user, workdir } = states[index]!;
      const script = scriptOf(instruction, shell, file.source);
      return isScript(script) ? [{ instruction, script, user, workdir }] : [];
    }),
  );
}

/** A file with other text in some places. */
export function rewritten(file: Dockerfile, edits: readonly Replacement[]): Dockerfile {
  if (edits.length === 0) return file;
  const text = [...edits]
    .sort((one, other) => other.start - one.start || other.end - one.end)
    .reduce((rest, { start, end, text: by }) => rest.slice(0, start) + by + rest.slice(end), file.source);
  return parse(text);
}
