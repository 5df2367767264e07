import type { Applied, Outcome } from "../engine/types.js";
import { visible, type Paint } from "./paint.js";

/** What changes in one file's image, then what was changed, what each change rests on, and the files beside it. */
export function changeLines(outcome: Outcome, paint: Paint): readonly string[] {
  return [
    paint.bold(visible(outcome.path)),
    ...outcome.plan.map(({ stage, what, before, after, shown = `${before} → ${after}` }) => {
      const [was, is = ""] = shown.split(/(?<= → )/);
      return `  stage ${visible(`${stage}: ${what} ${was}`)}${paint.green(visible(is))}`;
    }),
    ...outcome.applied.flatMap((applied) => appliedLines(applied, paint)),
    ...(outcome.files.length === 0
      ? []
      : [visible(`  also changes ${outcome.files.map(({ path }) => path).join(", ")}`)]),
  ];
}

function appliedLines({ line, transform, message, evidence }: Applied, paint: Paint): readonly string[] {
  const because = evidence.map(({ source, says }) => paint.dim(visible(`     because ${source}: ${says}`)));
  return [`  ${line}: ${visible(message)} ${paint.dim(`(${transform})`)}`, ...new Set(because)];
}
