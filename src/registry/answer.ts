/** What a registry said and who said it when, or why it said nothing: one clause for a user, never with a credential. */
export type Answer<T> = { readonly value: T; readonly source: string } | { readonly reason: string };

/** There is no answer; the message is the `reason` of an `Answer`. */
export class NoAnswer extends Error {
  override readonly name: string = "NoAnswer";

  constructor(
    message: string,
    /** The origin that could not be reached at all, so that other questions to it are in vain, too. */
    readonly unreachable?: string,
  ) {
    super(message);
  }
}

/** There is no answer now; asking again may help. */
export class NoAnswerYet extends NoAnswer {
  override readonly name = "NoAnswerYet";
  /** How long the registry asks to wait, in milliseconds. */
  readonly wait: number;

  constructor(message: string, { wait = 0, unreachable }: { readonly wait?: number; readonly unreachable?: string }) {
    super(message, unreachable);
    this.wait = wait;
  }
}

/** The work was stopped from outside. */
export function interrupted(): NoAnswer {
  return new NoAnswer("interrupted");
}
