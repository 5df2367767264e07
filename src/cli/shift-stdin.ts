import { resolve } from "node:path";
import type { RegistryAnswers } from "../engine/registry-facts.js";
import type { Outcome } from "../engine/types.js";
import type { Core } from "./core.js";
import { ioMessage } from "./io-message.js";
import type { Io } from "./io.js";
import type { ShiftRequest } from "./options.js";
import { crashMessage, shifter, unreadable } from "./outcome-of.js";
import { shownPath } from "./paths.js";
import { Reporter } from "./reporter.js";
import { checkSelection } from "./select.js";
import { openDesk } from "./open-desk.js";
import { readStream, type Source } from "./source.js";

/** Works on a text from stdin under a file's name; the file is neither read nor written. `--write` prints the new text. */
export async function shiftStdin(request: ShiftRequest, stdinPath: string, io: Io, core: Core): Promise<number> {
  checkSelection(request.only, request.skip, core.catalogue);
  const shift = shifter(request, io.cwd, core);
  const reporter = new Reporter(io, request.write ? "text" : (request.format ?? "diff"), false, request.showSecrets);
  const file = resolve(io.cwd, stdinPath);
  const path = shownPath(io.cwd, file);
  const source = await readStdin(io);
  if (source.kind === "failure") {
    await reporter.failure({ path, message: source.message });
  } else if (source.kind === "problem") {
    await reporter.outcome(unreadable(path, source.problem));
  } else {
    try {
      const desk = await openDesk(request, io);
      const run = (answers?: RegistryAnswers): Outcome => shift(source.text, file, path, answers);
      const outcome = desk === undefined ? run() : await desk.settle(run);
      await reporter.outcome(request.write ? othersLeftToDo(outcome) : outcome);
    } catch (error) {
      await reporter.failure({ path, message: crashMessage(error) });
    }
  }
  await reporter.finish();
  return reporter.exitCode(request.check);
}

/** A filter gives one text: the user has to change what belongs to it. */
function othersLeftToDo(outcome: Outcome): Outcome {
  const todos = outcome.files.map(({ path, before, after }) => {
    return {
      path,
      line: firstDifference(before, after),
      message: "has to change as well, which --write does for a file",
    };
  });
  return { ...outcome, files: [], todos: [...todos, ...outcome.todos] };
}

/** The 1-based line. */
function firstDifference(before: string, after: string): number {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return old.findIndex((line, index) => line !== now[index]) + 1 || old.length;
}

async function readStdin(io: Io): Promise<Source> {
  try {
    return await readStream(io.stdin());
  } catch (error) {
    return { kind: "failure", message: `stdin cannot be read: ${ioMessage(error)}` };
  }
}
