import { posix } from "node:path";
import { Lines } from "../../dockerfile/text.js";
import type { BuildInput, FileChange, Todo } from "../../project/build-input.js";
import type { Context } from "../../project/context.js";
import { applyEdits, EditSet } from "../edits.js";
import type { Edit } from "../types.js";
import type { Caller, CallerChange, CallerFile } from "./caller.js";
import { DATA_CALLERS } from "./data-callers.js";
import { otherCallers } from "./other-callers.js";
import { SHELL_CALLERS } from "./shell-callers.js";

const CALLERS: readonly Caller[] = [...SHELL_CALLERS, ...DATA_CALLERS];

/** Where callers stand in repositories whose files are too many to be listed. */
const USUAL_FOLDERS = [
  ".",
  ".github/workflows",
  ".circleci",
  "scripts",
  "script",
  "ci",
  "build",
  "docker",
  "hack",
  "bin",
];

/**
 * What changes in the files that call a Dockerfile's build when it is given inputs in another way, and what is left to the user.
 * Paths go in and come out from the build context. Without a repository nothing is known.
 */
export function changeCallers(
  context: Context,
  dockerfile: string,
  inputs: readonly BuildInput[],
): { readonly files: readonly FileChange[]; readonly todos: readonly Todo[] } {
  const { root, way } = repository(context);
  const found: { files: FileChange[]; todos: Todo[] } = { files: [], todos: [] };
  if (way === undefined || inputs.length === 0) return found;
  const exists = (path: string): boolean => root.read(path) !== undefined;
  if (root.allFiles?.() === undefined && root.allFiles !== undefined)
    found.todos.push({
      path: dockerfile,
      line: 1,
      message: "Look for other callers of this build: the repository has too many files to read all of them",
    });
  for (const path of filesOf(root)) {
    const callers = callersOf(path);
    const text = callers.length === 0 ? undefined : root.read(path);
    if (text === undefined) continue;
    const { edits, todos } = changed({ path, text, dockerfile: posix.join(way, dockerfile), inputs, exists }, callers);
    const own = posix.relative(way, path);
    const after = applyEdits(text, edits, text.includes("\r\n") ? "\r\n" : "\n");
    if (after !== text) found.files.push({ path: own, before: text, after });
    const lines = new Lines(text);
    found.todos.push(...todos.map(({ at, message }) => ({ path: own, line: lines.place(at).line, message })));
  }
  return found;
}

function callersOf(path: string): readonly Caller[] {
  const callers = CALLERS.filter(({ takes }) => takes(path));
  return callers.length === 0 && otherCallers.takes(path) ? [otherCallers] : callers;
}

/** What all callers change in a file; a workflow has steps of several kinds. */
function changed(file: CallerFile, callers: readonly Caller[]): CallerChange {
  const all = new EditSet();
  const edits: Edit[] = [];
  const todos = callers.flatMap((caller) => {
    const change = caller.change(file);
    if (!all.add(change.edits))
      return [{ at: change.edits[0]!.start, message: "Change this by hand: two changes meet here" }];
    edits.push(...change.edits);
    return change.todos;
  });
  return { edits, todos };
}

/** The topmost context, and the way down from it; undefined when a folder's name is not known. */
export function repository(context: Context): { readonly root: Context; readonly way: string | undefined } {
  let [root, way]: [Context, string | undefined] = [context, ""];
  for (; root.parent !== undefined; root = root.parent)
    way = root.name === undefined || way === undefined ? undefined : posix.join(root.name, way);
  return { root, way };
}

function filesOf(root: Context): readonly string[] {
  return (
    root.allFiles?.() ??
    root.files?.() ??
    USUAL_FOLDERS.flatMap((folder) =>
      (root.list?.(folder) ?? []).filter((name) => !name.endsWith("/")).map((name) => posix.join(folder, name)),
    )
  );
}
