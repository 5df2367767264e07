import type { SecretVariable } from "./variables.js";

/** Why a secret stays where it is: one sentence, no full stop. Thrown while a rewrite is worked out, caught by who began it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** The secret that it is about. */
  variable: SecretVariable | undefined;
}

/** Does a piece of work for a secret, so that a `Refusal` of it is known to be about that one. */
export function on<T>(variable: SecretVariable, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) error.variable ??= variable;
    throw error;
  }
}
