import type { Outcome } from "./types.js";

/** An outcome in which nothing was found; `parts` says what was. */
export function outcomeOf(path: string, text: string, parts: Partial<Outcome> = {}): Outcome {
  return {
    path,
    before: text,
    after: text,
    applied: [],
    skipped: [],
    advice: [],
    errors: [],
    plan: [],
    questions: [],
    files: [],
    todos: [],
    ...parts,
  };
}
