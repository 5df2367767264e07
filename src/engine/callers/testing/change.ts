import { Lines } from "../../../dockerfile/text.js";
import type { BuildInput } from "../../../project/build-input.js";
import { applyEdits } from "../../edits.js";
import type { Caller } from "../caller.js";

/** What a file may be beside, and what the build is given. */
export interface Setting {
  readonly path: string;
  readonly dockerfile?: string;
  /** Other Dockerfiles that exist. */
  readonly others?: readonly string[];
  readonly inputs?: readonly BuildInput[];
}

export const TOKEN: BuildInput = { kind: "secret", id: "token", argument: "TOKEN" };
export const KEY: BuildInput = { kind: "ssh", id: "default", argument: "KEY" };
export const NPMRC: BuildInput = { kind: "secret", id: "npmrc", file: ".npmrc" };

/** The text that a caller makes of a file, and what is left to do, with its lines in front. */
export function change(
  caller: Caller,
  text: string,
  { path, dockerfile = "Dockerfile", others = [], inputs = [TOKEN] }: Setting,
): { readonly after: string; readonly todos: readonly string[] } {
  const exists = (each: string): boolean => each === dockerfile || others.includes(each);
  const { edits, todos } = caller.change({ path, text, dockerfile, inputs, exists });
  const lines = new Lines(text);
  return {
    after: applyEdits(text, edits, text.includes("\r\n") ? "\r\n" : "\n"),
    todos: todos.map(({ at, message }) => `${lines.place(at).line}: ${message}`),
  };
}
