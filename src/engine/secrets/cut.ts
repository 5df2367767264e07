import { cutRanges } from "../../shell/chain.js";
import { Refusal } from "./refusal.js";
import type { SecretRun } from "./run.js";
import type { RunChange } from "./run-change.js";

/** Takes links out of a RUN's chain, or all of the RUN when none is left. Throws `Refusal` when a comment stands there. */
export function cut(run: SecretRun, change: RunChange, gone: readonly boolean[]): void {
  const links = run.links!;
  if (!gone.includes(true)) return;
  if (run.seen.instruction.comments.length > 0) throw new Refusal("comments stand in a RUN that handles it");
  if (!gone.includes(false)) {
    change.isRemoved = true;
    return;
  }
  for (const range of cutRanges(links, (_, at) => gone[at] === true)) change.remove(range);
}
