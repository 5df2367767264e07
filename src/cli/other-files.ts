import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { Outcome } from "../engine/types.js";
import type { FileChange } from "../project/build-input.js";
import type { Overlay } from "../project/directory.js";
import { isInside } from "../project/inside.js";
import { ioMessage } from "./io-message.js";
import { repositoryRoot, shownPath } from "./paths.js";
import { readSource } from "./source.js";

/** Another file cannot be changed where it is: the message names it and says why. */
export class OtherFileError extends Error {
  override readonly name = "OtherFileError";
}

/** Where the files of an outcome are, and what counts instead of the disk. */
export interface Surroundings {
  readonly cwd: string;
  /** The build context, absolute. */
  readonly directory: string;
  readonly overlay: Overlay;
}

/**
 * An outcome whose other files and todos are named as its Dockerfile is, from the working directory; symbolic links are
 * followed, and texts have their byte order marks again. Throws `OtherFileError`.
 */
export function withShownPaths(outcome: Outcome, around: Surroundings): Outcome {
  if (outcome.files.length === 0 && outcome.todos.length === 0) return outcome;
  const files = new Map<string, FileChange>();
  for (const change of outcome.files) {
    const found = wholeChange(change, around);
    const known = files.get(found.path);
    if (known !== undefined && known.after !== found.after)
      throw new OtherFileError(`${found.path} would be changed in two ways, under two names: change it by hand`);
    files.set(found.path, found);
  }
  const todos = outcome.todos.map((todo) => {
    return { ...todo, path: shownPath(around.cwd, resolve(around.directory, todo.path)) };
  });
  return { ...outcome, files: [...files.values()], todos };
}

function wholeChange({ path, before, after }: FileChange, { cwd, directory, overlay }: Surroundings): FileChange {
  const file = realFile(resolve(directory, path), cwd, repositoryRoot(directory) ?? directory);
  const isMarked = textOf(file, overlay) === `\ufeff${before}`;
  const whole = (text: string): string => (isMarked ? `\ufeff${text}` : text);
  return { path: shownPath(cwd, file), before: whole(before), after: whole(after) };
}

function realFile(named: string, cwd: string, root: string): string {
  try {
    const file = realpathSync(named);
    if (isInside(realpathSync(root), file)) return file;
  } catch (error) {
    throw new OtherFileError(`${shownPath(cwd, named)} has to change as well: ${ioMessage(error)}`);
  }
  throw new OtherFileError(`${shownPath(cwd, named)} has to change as well, but leads out of the repository`);
}

function textOf(file: string, overlay: Overlay): string | undefined {
  const laid = overlay.get(file);
  if (laid !== undefined) return laid;
  const source = readSource(file);
  return source.kind === "text" ? source.text : undefined;
}
