import { unifiedDiff } from "./diff.js";
import { isChanged, type Results } from "./summary.js";

/** Goes up when a field changes its meaning or goes away. */
const VERSION = 1;

/** One document for scripts: every file with its diff, its new text and all findings. `patchPath` names files in diffs. */
export function jsonText({ outcomes, failures, written }: Results, patchPath: (path: string) => string): string {
  const files = outcomes.map((outcome) => {
    const { path, before, after, applied, skipped, advice, errors, plan, files, todos } = outcome;
    const changed = isChanged(outcome);
    const texts = changed ? { diff: unifiedDiff(patchPath(path), before, after), after } : {};
    const others = files.map((file) => {
      return { path: file.path, diff: unifiedDiff(patchPath(file.path), file.before, file.after), after: file.after };
    });
    return { path, changed, ...texts, others, todos, plan, applied, skipped, advice, errors };
  });
  return `${JSON.stringify({ version: VERSION, written, files, failures }, undefined, 2)}\n`;
}
