import type { FileChange } from "../project/build-input.js";
import { unifiedDiff } from "./diff.js";
import type { Mask } from "./mask.js";
import { isChanged, type Results } from "./summary.js";

/** Goes up when a field changes its meaning or goes away. */
const VERSION = 1;

/**
 * One document for scripts: every file with its diff, its new text and all findings. `patchPath` names files in diffs; `mask` is for
 * the texts of files; where it changes one, the file is `masked`, and neither text is fit to be applied.
 */
export function jsonText(
  { outcomes, failures, written }: Results,
  patchPath: (path: string) => string,
  mask: Mask,
): string {
  const textsOf = ({ path, before, after }: FileChange) => {
    const diff = unifiedDiff(patchPath(path), before, after);
    const shown = { diff: mask(diff), after: mask(after) };
    return shown.diff === diff && shown.after === after ? shown : { ...shown, masked: true };
  };
  const files = outcomes.map((outcome) => {
    const { path, applied, skipped, advice, errors, plan, todos } = outcome;
    const changed = isChanged(outcome);
    const texts = changed ? textsOf(outcome) : {};
    const others = outcome.files.map((file) => ({ path: file.path, ...textsOf(file) }));
    return { path, changed, ...texts, others, todos, plan, applied, skipped, advice, errors };
  });
  return `${JSON.stringify({ version: VERSION, written, files, failures }, undefined, 2)}\n`;
}
