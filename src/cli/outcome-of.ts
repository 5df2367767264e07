import { statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import type { Problem } from "../dockerfile/problem.js";
import type { RegistryAnswers } from "../engine/registry-facts.js";
import { outcomeOf } from "../engine/outcome.js";
import type { Outcome, ShiftOptions } from "../engine/types.js";
import { isComposeName } from "../project/compose-name.js";
import { Contexts } from "./contexts.js";
import type { Core } from "./core.js";
import { ioMessage } from "./io-message.js";
import type { ShiftRequest } from "./options.js";
import { UsageError } from "./usage-error.js";

type Selection = Pick<ShiftRequest, "level" | "only" | "skip" | "context"> &
  Partial<Pick<ShiftRequest, "digests" | "also" | "running" | "assumed">>;

/** Makes the function that shifts one text; the file need not exist. Throws `UsageError` when `--context` is no directory. */
export function shifter(
  { level, only, skip, context, digests, also = [], running = {}, assumed = {} }: Selection,
  cwd: string,
  core: Core,
) {
  const named = context === undefined ? undefined : contextDirectory(cwd, context);
  const contexts = new Contexts();
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
    const all = { ...options, path, level, running, assumed, pathInContext, context: contexts.of(directory) };
    return isCompose ? core.shiftCompose(text, all) : core.shift(text, all);
  };
}

/** The outcome of a file that holds no text. */
export function unreadable(path: string, problem: Problem): Outcome {
  return outcomeOf(path, "", { errors: [problem] });
}

/** What to say when the library itself fails. */
export function crashMessage(error: unknown): string {
  return `dockshift failed on this file, please report it together with the file: ${ioMessage(error)}`;
}

/** The absolute path of the directory that `--context` names. Throws `UsageError`. */
export function contextDirectory(cwd: string, path: string): string {
  const directory = resolve(cwd, path);
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return directory;
  throw new UsageError(`--context ${path} is not a directory`);
}
