import type { FileChange } from "../project/build-input.js";
import { unifiedDiff } from "./diff.js";
import type { Mask } from "./mask.js";
import { isChanged, type Results } from "./summary.js";

/** Goes up when a field changes its meaning or goes away. */
const VERSION = 1;

/**
 * One document for scripts: every file with its diff, its new text and all findings. `patchPath` names files in diffs; `maskOf` is for
 * the texts of files; where it changes one, the file is `masked`: its diff is not fit to be applied, and its text is left out.
 */
export function jsonText(
  { outcomes, failures, written }: Results,
  patchPath: (path: string) => string,
  maskOf: (dockerfile: string) => Mask,
): string {
  const textsOf = ({ path, before, after }: FileChange, mask: Mask) => {
    const diff = unifiedDiff(patchPath(path), before, after);
    const shown = mask(diff);
    return shown === diff && mask(after) === after ? { diff, after } : { diff: shown, masked: true };
  };
  const files = outcomes.map((outcome) => {
    const { path, applied, skipped, advice, errors, plan, todos } = outcome;
    const changed = isChanged(outcome);
    const mask = maskOf(outcome.before);
    const texts = changed ? textsOf(outcome, mask) : {};
    const others = outcome.files.map((file) => ({ path: file.path, ...textsOf(file, mask) }));
    return { path, changed, ...texts, others, todos, plan, applied, skipped, advice, errors };
  });
  return `${JSON.stringify({ version: VERSION, written, files, failures }, undefined, 2)}\n`;
}
