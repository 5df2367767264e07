import type { YamlValue } from "../../project/yaml.js";
import { insertBefore } from "../edits.js";
import type { Edit } from "../types.js";
import type { Entry } from "./build-command.js";

/** Adds variables to a step. */
export type StepEnv = (entries: readonly Entry[]) => Edit;

/** The `env` of a step, or the place for one in front of the key that holds its commands; undefined when it is no block of lines. */
export function stepEnv(step: YamlValue, key: string, source: string): StepEnv | undefined {
  const env = step.at("env");
  const { entries } = env;
  const [first] = entries;
  if (env.isThere && first === undefined) return undefined;
  const at = first === undefined ? keyBefore(step.at(key), key, source) : keyBefore(first[1], first[0], source);
  if (at === undefined || (first !== undefined && !at.isFirstOnLine)) return undefined;
  const indent = " ".repeat(at.column);
  return (added) => {
    const lines = added.map(({ name, value }) => `${name}: ${value}\n`);
    const text =
      first === undefined
        ? `env:\n${lines.map((line) => `${indent}  ${line}`).join("")}${indent}`
        : lines.map((line) => line + indent).join("");
    return insertBefore({ start: at.start, end: at.start }, text);
  };
}

/** The variable of a step that is a value as it is written. */
export function variableWith(value: string, step: YamlValue): string | undefined {
  return step.at("env").entries.find(([, each]) => each.text === value)?.[0];
}

/** Where the key of a value stands that is on the same line, in a block mapping. */
function keyBefore(value: YamlValue, key: string, source: string) {
  const { place } = value;
  if (place === undefined) return undefined;
  const from = source.lastIndexOf("\n", place.start) + 1;
  const line = source.slice(from, place.start);
  const [, front, written] = /^((?: |- +)*)(["']?[\w-]+["']?) *: +$/.exec(line) ?? [];
  if (front === undefined || written?.replace(/["']/g, "") !== key) return undefined;
  return { start: from + front.length, column: front.length, isFirstOnLine: !front.includes("-") };
}
