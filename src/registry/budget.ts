import { NoAnswer } from "./answer.js";

/**
 * How long one registry may take over one question, in milliseconds: all its requests, redirects, tokens and pauses together.
 * Waiting for other questions, or for a credential helper that may ask its user, is not the registry's time.
 */
export class Budget {
  #left: number;
  readonly #answered = new Set<string>();

  constructor(private readonly whole: number) {
    this.#left = whole;
  }

  get left(): number {
    return this.#left;
  }

  spend(milliseconds: number): void {
    this.#left -= milliseconds;
  }

  /** Remembers that a server has given a whole answer. */
  answered({ origin }: URL): void {
    this.#answered.add(origin);
  }

  /** Why a server is given up in the middle of the question; one that never answered is not asked other questions either. */
  overdrawn({ host, origin }: URL): NoAnswer {
    const message = `${host} takes longer than ${this.whole / 1000} s to answer`;
    return new NoAnswer(message, this.#answered.has(origin) ? undefined : origin);
  }
}
