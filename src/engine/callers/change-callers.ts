import { posix } from "node:path";
import { Lines } from "../../dockerfile/text.js";
import type { BuildInput, FileChange, Todo } from "../../project/build-input.js";
import type { Context } from "../../project/context.js";
import { applyEdits } from "../edits.js";
import type { Caller } from "./caller.js";

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
 * What changes in the files that call a Dockerfile's build when it is given inputs in another way: of each by the first of `callers`
 * that takes it. Paths go in and come out from the build context. Without a repository nothing is known.
 */
export function changeCallers(
  context: Context,
  dockerfile: string,
  inputs: readonly BuildInput[],
  callers: readonly Caller[],
): { readonly files: readonly FileChange[]; readonly todos: readonly Todo[] } {
  const { root, way } = repository(context);
  const found: { files: FileChange[]; todos: Todo[] } = { files: [], todos: [] };
  if (way === undefined || inputs.length === 0) return found;
  const exists = (path: string): boolean => root.read(path) !== undefined;
  for (const path of filesOf(root)) {
    const caller = callers.find(({ takes }) => takes(path));
    const text = caller && root.read(path);
    if (caller === undefined || text === undefined) continue;
    const file = { path, text, dockerfile: posix.join(way, dockerfile), inputs, exists };
    const { edits, todos } = caller.change(file);
    const own = posix.relative(way, path);
    const after = applyEdits(text, edits, text.includes("\r\n") ? "\r\n" : "\n");
    if (after !== text) found.files.push({ path: own, before: text, after });
    const lines = new Lines(text);
    found.todos.push(...todos.map(({ at, message }) => ({ path: own, line: lines.place(at).line, message })));
  }
  return found;
}

/** The topmost context, and the way down from it; undefined when a folder's name is not known. */
function repository(context: Context): { readonly root: Context; readonly way: string | undefined } {
  let [root, way]: [Context, string | undefined] = [context, ""];
  for (; root.parent !== undefined; root = root.parent)
    way = root.name === undefined || way === undefined ? undefined : posix.join(root.name, way);
  return { root, way };
}

function filesOf(root: Context): readonly string[] {
  return (
    root.files?.() ??
    USUAL_FOLDERS.flatMap((folder) =>
      (root.list?.(folder) ?? []).filter((name) => !name.endsWith("/")).map((name) => posix.join(folder, name)),
    )
  );
}
