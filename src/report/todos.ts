import type { Outcome } from "../engine/types.js";
import type { Todo } from "../project/build-input.js";
import { firstPlaces } from "./groups.js";
import { visible, type Paint } from "./paint.js";

/** What is left to do: what fixes ask for once, with the files; then by place what dockshift does not change. */
export function todoLines(outcomes: readonly Outcome[], paint: Paint): readonly string[] {
  const paths = new Map<string, string[]>();
  for (const { path, applied } of outcomes) {
    for (const { todo } of applied) {
      if (todo === undefined) continue;
      const where = paths.get(todo) ?? [];
      paths.set(todo, where);
      where.push(path);
    }
  }
  const places = new Set(outcomes.flatMap(({ todos }) => todos.map(todoText)));
  return [
    ...[...paths].map(([todo, where]) => `  ${visible(todo)} ${paint.dim(visible(`(${firstPlaces(where)})`))}`),
    ...[...places].map((text) => `  ${visible(text)}`),
  ];
}

/** `path:line: message`. */
export function todoText({ path, line, message }: Todo): string {
  return `${path}:${line}: ${message}`;
}
