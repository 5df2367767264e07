import { statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import type { Problem } from "../dockerfile/problem.js";
import type { RegistryAnswers } from "../engine/registry-facts.js";
import { outcomeOf } from "../engine/outcome.js";
import type { Outcome, ShiftOptions } from "../engine/types.js";
import { isComposeName } from "../project/compose-name.js";
import type { Overlay } from "../project/directory.js";
import { Contexts } from "./contexts.js";
import type { Core } from "./core.js";
import { ioMessage } from "./io-message.js";
import type { ShiftRequest } from "./options.js";
import { OtherFileError, withShownPaths } from "./other-files.js";
import { UsageError } from "./usage-error.js";

type Selection = Pick<ShiftRequest, "level" | "only" | "skip" | "context"> &
  Partial<Pick<ShiftRequest, "digests" | "also" | "running" | "assumed" | "secretStyle">>;

/**
 * Makes the function that shifts one text; the file need not exist. What contexts read in `overlay` counts instead of the disk.
 * Throws `UsageError` when `--context` is no directory; the function throws `OtherFileError`.
 */
export function shifter(
  { level, only, skip, context, digests, also = [], running = {}, assumed = {}, secretStyle = "file" }: Selection,
  cwd: string,
  core: Core,
  overlay: Overlay = new Map(),
) {
  const named = context === undefined ? undefined : contextDirectory(cwd, context);
  const contexts = new Contexts(overlay);
  return (text: string, file: string, path: string, registry?: RegistryAnswers): Outcome => {
    const options: ShiftOptions = {
      ...(only === undefined ? {} : { only }),
      ...(skip === undefined ? {} : { skip }),
      ...(registry === undefined ? {} : { registry }),
      ...(digests === undefined ? {} : { digests }),
    };
    const isCompose = also.includes("compose") && isComposeName(basename(file));
    const directory = named ?? dirname(file);
    const pathInContext = relative(directory, file).replaceAll("\\", "/");
    const all = {
      ...options,
      path,
      level,
      running,
      assumed,
      secretStyle,
      pathInContext,
      context: contexts.of(directory),
    };
    const outcome = isCompose ? core.shiftCompose(text, all) : core.shift(text, all);
    return withShownPaths(outcome, { cwd, directory, overlay });
  };
}

/** The outcome of a file that holds no text. */
export function unreadable(path: string, problem: Problem): Outcome {
  return outcomeOf(path, "", { errors: [problem] });
}

/** What to say when another file cannot be changed, or when the library itself fails. */
export function crashMessage(error: unknown): string {
  if (error instanceof OtherFileError) return error.message;
  return `dockshift failed on this file, please report it together with the file: ${ioMessage(error)}`;
}

/** The absolute path of the directory that `--context` names. Throws `UsageError`. */
export function contextDirectory(cwd: string, path: string): string {
  const directory = resolve(cwd, path);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return directory;
  throw new UsageError(`--context ${path} is not a directory`);
}
