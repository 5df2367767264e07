import type { RegistryAnswers } from "../engine/registry-facts.js";
import type { Outcome } from "../engine/types.js";
import { isChanged } from "../report/summary.js";
import type { Core } from "./core.js";
import { findFiles } from "./find.js";
import { wantedNames } from "./names.js";
import type { Io } from "./io.js";
import type { ShiftRequest } from "./options.js";
import { crashMessage, shifter, unreadable } from "./outcome-of.js";
import { shownPath } from "./paths.js";
import { openDesk } from "./open-desk.js";
import type { RegistryDesk } from "./registry-desk.js";
import { Reporter } from "./reporter.js";
import { checkSelection } from "./select.js";
import { readSource, type Source } from "./source.js";
import { layOver, replacementsOf, written } from "./write-outcome.js";

/** Works on the files that the request names, each for itself: one that fails does not stop the others. */
export async function shiftFiles(request: ShiftRequest, io: Io, core: Core): Promise<number> {
  checkSelection(request.only, request.skip, core.catalogue);
  const overlay = new Map<string, string>();
  const shift = shifter(request, io.cwd, core, overlay);
  const desk = await openDesk(request, io);
  const reporter = new Reporter(
    io,
    request.format ?? (request.write ? "summary" : "diff"),
    request.write,
    request.showSecrets,
  );
  const { files, failures } = await findFiles(request.paths, io.cwd, wantedNames(request.also));
  for (const failure of failures) await reporter.failure(failure);
  if (files.length === 0 && failures.length === 0) {
    const none = request.also.includes("compose") ? "No Dockerfile or compose file" : "No Dockerfile";
    await io.stderr.write(`${none} found; a file that is named is taken whatever its name\n`);
  }
  for (const file of files) {
    const path = shownPath(io.cwd, file);
    const result = await shiftFile(file, path, { shift, desk, write: request.write, cwd: io.cwd, overlay });
    if (typeof result === "string") await reporter.failure({ path, message: result });
    else await reporter.outcome(result);
  }
  await reporter.finish();
  return reporter.exitCode(request.check);
}

interface Work {
  readonly shift: ReturnType<typeof shifter>;
  readonly desk: RegistryDesk | undefined;
  readonly write: boolean;
  readonly cwd: string;
  /** What files before this one made of others, which it has to see whether it is written or not. */
  readonly overlay: Map<string, string>;
}

/** The outcome, or why there is none. */
async function shiftFile(
  file: string,
  path: string,
  { shift, desk, write, cwd, overlay }: Work,
): Promise<Outcome | string> {
  const laid = overlay.get(file);
  const source: Source = laid === undefined ? readSource(file) : { kind: "text", text: laid };
  if (source.kind === "failure") return source.message;
  if (source.kind === "problem") return unreadable(path, source.problem);
  let outcome: Outcome;
  try {
    const run = (answers?: RegistryAnswers): Outcome => shift(source.text, file, path, answers);
    outcome = desk === undefined ? run() : await desk.settle(run);
  } catch (error) {
    return crashMessage(error);
  }
  if (!isChanged(outcome)) return outcome;
  const replacements = replacementsOf(outcome, file, cwd);
  if (write) return written(replacements, cwd, overlay) ?? outcome;
  layOver(replacements, overlay);
  return outcome;
}
