/** Why a secret stays where it is: one sentence, no full stop. Thrown while a rewrite is worked out, caught by who began it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
