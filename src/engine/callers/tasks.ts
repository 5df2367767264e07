import { YamlValue } from "../../project/yaml.js";
import type { CallerChange, CallerTodo } from "./caller.js";
import { lineEdits } from "./line-edits.js";
import { afterSteps, type YamlStep } from "./yaml-step.js";

/** Something that has to change in a file of data: by steps, or else by the user. */
export interface Task<Root> {
  /** Where it stands in the file as it was. */
  readonly at: number;
  /** What to change in the file as it is by then; undefined when that is not certain. */
  readonly steps?: (root: Root) => readonly YamlStep[] | undefined;
  /** Said when it is left to the user. */
  readonly todo: string;
  /** Said when it is done, since more is to be done elsewhere. */
  readonly note?: string;
}

/** How files of one format are read, and changed by steps. */
export interface Format<Root> {
  readonly read: (text: string) => Root | undefined;
  readonly after: (text: string, steps: readonly YamlStep[]) => string | undefined;
}

/** A file of one YAML document. */
export const YAML: Format<YamlValue> = { read: (text) => YamlValue.documents(text)[0], after: afterSteps };

/** Does one task after the other, each wholly or not at all. */
export function doTasks<Root>(text: string, tasks: readonly Task<Root>[], { read, after }: Format<Root>): CallerChange {
  const todos: CallerTodo[] = [];
  let now = text;
  for (const { at, steps, todo, note } of tasks) {
    const root = read(now);
    const wanted = root && steps?.(root);
    const changed = wanted && after(now, wanted);
    if (changed === undefined) todos.push({ at, message: todo });
    else if (note !== undefined) todos.push({ at, message: note });
    now = changed ?? now;
  }
  return { edits: lineEdits(text, now), todos };
}
