import { type ImageReference, parseReference } from "../image/reference.js";

/** What registries can be asked: the digest that a tag names, or the tags of a repository. */
export interface Question {
  readonly kind: "digest" | "tags";
  /** With the tag that is meant. */
  readonly reference: ImageReference;
}

/** An answer with who gave it and when, or why there is none. */
export type Answered<T> = { readonly value: T; readonly source: string } | { readonly reason: string };

/** Answers that are there; undefined: nobody has asked yet. */
export interface RegistryAnswers {
  digest(reference: string): Answered<string> | undefined;
  tags(reference: string): Answered<readonly string[]> | undefined;
}

/** The answers as a run sees them; what has none is noted, so that the caller can ask and run again. */
export class RegistryFacts implements RegistryAnswers {
  readonly #open = new Map<string, Question>();

  constructor(private readonly answers: RegistryAnswers) {}

  digest(reference: string): Answered<string> | undefined {
    const answer = this.answers.digest(reference);
    if (answer === undefined) this.#note("digest", reference);
    return answer;
  }

  tags(reference: string): Answered<readonly string[]> | undefined {
    const answer = this.answers.tags(reference);
    if (answer === undefined) this.#note("tags", reference);
    return answer;
  }

  #note(kind: Question["kind"], text: string): void {
    const reference = parseReference(text);
    if (reference !== undefined) this.#open.set(`${kind} ${text}`, { kind, reference });
  }

  /** What was asked and has no answer yet, each once. */
  get open(): readonly Question[] {
    return [...this.#open.values()];
  }
}
