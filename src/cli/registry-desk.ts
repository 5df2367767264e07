import { homedir } from "node:os";
import type { Answered, Question, RegistryAnswers } from "../engine/registry-facts.js";
import type { Outcome } from "../engine/types.js";
import { systemHost } from "../registry/host.js";
import { Registry, type RegistryOptions } from "../registry/registry.js";
import type { Io } from "./io.js";

/** More rounds of questions than any transform needs. */
const MOST_ROUNDS = 8;

/** Asks registries what a run wants to know, and remembers it for the other files. */
export class RegistryDesk implements RegistryAnswers {
  readonly #digests = new Map<string, Answered<string>>();
  readonly #tags = new Map<string, Answered<readonly string[]>>();

  constructor(private readonly registry: Registry) {}

  /** Throws `RangeError` for a mirror that is no host name. */
  static open({ env }: Io, options: RegistryOptions): RegistryDesk {
    return new RegistryDesk(new Registry(systemHost({ env, home: env.HOME ?? homedir() }), options));
  }

  digest(reference: string): Answered<string> | undefined {
    return this.#digests.get(reference);
  }

  tags(reference: string): Answered<readonly string[]> | undefined {
    return this.#tags.get(reference);
  }

  /** Runs again with more answers until there is no question left. */
  async settle(run: (answers: RegistryAnswers) => Outcome): Promise<Outcome> {
    let outcome = run(this);
    for (let round = 0; outcome.questions.length > 0 && round < MOST_ROUNDS; round++) {
      await Promise.all(outcome.questions.map((question) => this.#ask(question)));
      outcome = run(this);
    }
    return outcome;
  }

  async #ask({ kind, reference }: Question): Promise<void> {
    if (kind === "digest") this.#digests.set(reference.text, await this.registry.digest(reference));
    else this.#tags.set(reference.text, await this.registry.tags(reference));
  }
}
