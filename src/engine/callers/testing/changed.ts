import { Lines } from "../../../dockerfile/text.js";
import type { BuildInput } from "../../../project/build-input.js";
import { applyEdits, areDisjoint } from "../../edits.js";
import type { Caller } from "../caller.js";

export interface Changed {
  readonly after: string;
  /** `line: message` */
  readonly todos: readonly string[];
}

/** What a caller makes of a file in a repository with some other files. */
export function changed(
  caller: Caller,
  path: string,
  text: string,
  inputs: readonly BuildInput[],
  { dockerfile = "Dockerfile", files = [] as readonly string[] } = {},
): Changed {
  if (!caller.takes(path)) throw new Error(`${path} is not taken`);
  const exists = (each: string) => [dockerfile, ...files].includes(each);
  const { edits, todos } = caller.change({ path, text, dockerfile, inputs, exists });
  if (!areDisjoint(edits, text.length)) throw new Error("edits overlap");
  const lines = new Lines(text);
  return {
    after: applyEdits(text, edits, text.includes("\r\n") ? "\r\n" : "\n"),
    todos: todos.map(({ at, message }) => `${lines.place(at).line}: ${message}`),
  };
}

/** A former build argument `TOKEN`. */
export const TOKEN: BuildInput = { kind: "secret", id: "token", argument: "TOKEN" };

/** A former copied file. */
export const NPMRC: BuildInput = { kind: "secret", id: "npmrc", file: ".npmrc" };

/** A former build argument with a key. */
export const KEY: BuildInput = { kind: "ssh", id: "default", argument: "SSH_KEY" };
