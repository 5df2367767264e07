import { YamlValue } from "../../project/yaml.js";
import type { CallerChange, CallerTodo } from "./caller.js";
import { lineEdits } from "./line-edits.js";
import { afterSteps, type YamlStep } from "./yaml-step.js";

/** Something that has to change in a YAML file: by steps, or else by the user. */
export interface YamlTask {
  /** Where it stands in the file as it was. */
  readonly at: number;
  /** What to change in the file as it is by then; undefined when that is not certain. */
  readonly steps?: (root: YamlValue) => readonly YamlStep[] | undefined;
  /** Said when it is left to the user. */
  readonly todo: string;
  /** Said when it is done, since more is to be done elsewhere. */
  readonly note?: string;
}

/** Does one task after the other, each wholly or not at all. */
export function doTasks(text: string, tasks: readonly YamlTask[]): CallerChange {
  const todos: CallerTodo[] = [];
  let now = text;
  for (const { at, steps, todo, note } of tasks) {
    const [root] = YamlValue.documents(now);
    const wanted = root && steps?.(root);
    const after = wanted && afterSteps(now, wanted);
    if (after === undefined) todos.push({ at, message: todo });
    else if (note !== undefined) todos.push({ at, message: note });
    now = after ?? now;
  }
  return { edits: lineEdits(text, now), todos };
}
