import { resolve } from "node:path";
import type { Outcome } from "../engine/types.js";
import { shownPath } from "./paths.js";
import { ReplaceError, type Replacement, replaceTexts } from "./write.js";

/** What an outcome makes of its Dockerfile at `file`, and of the other files that belong to it. */
export function replacementsOf({ before, after, files }: Outcome, file: string, cwd: string): readonly Replacement[] {
  return [{ file, before, after }, ...files.map(({ path, ...texts }) => ({ file: resolve(cwd, path), ...texts }))];
}

/** Writes files that belong together, notes in `overlay` what is on the disk now, and says what was not written and why. */
export function written(
  replacements: readonly Replacement[],
  cwd: string,
  overlay: Map<string, string>,
): string | undefined {
  try {
    replaceTexts(replacements);
    layOver(replacements, overlay);
    return undefined;
  } catch (error) {
    if (!(error instanceof ReplaceError)) throw error;
    layOver(
      replacements.filter(({ file }) => error.replaced.includes(file)),
      overlay,
    );
    return notWritten(error, replacements, cwd);
  }
}

/** What was not written and why; after a late failure, also what was. */
export function notWritten(
  { file: failed, message, replaced }: ReplaceError,
  replacements: readonly Replacement[],
  cwd: string,
): string {
  const files = replacements.map(({ file }) => file);
  const reason = failed === files[0] ? message : `${shownPath(cwd, failed)}: ${message}`;
  if (replaced.length === 0) return `not written: ${reason}`;
  const names = (those: readonly string[]): string => those.map((file) => shownPath(cwd, file)).join(", ");
  const left = files.filter((file) => !replaced.includes(file));
  return `written in part: ${names(replaced)}, but not ${names(left)}: ${reason}`;
}

/** Notes what the next files of the run shall see. */
export function layOver(replacements: readonly Replacement[], overlay: Map<string, string>): void {
  for (const { file, after } of replacements) overlay.set(file, after);
}
