import { setMaxListeners } from "node:events";
import type { ImageReference } from "../image/reference.js";
import { AnswerCache } from "./answer-cache.js";
import { type Answer, NoAnswer } from "./answer.js";
import { Authorizer } from "./authorizer.js";
import { Budget } from "./budget.js";
import { Client } from "./client.js";
import type { RegistryHost } from "./host.js";
import { Logins } from "./logins.js";
import { fetchDigest, isDigest } from "./manifest.js";
import { mirrorName, mirrorOf, type Place, placeOf } from "./place.js";
import { fetchTags, isTagList } from "./tag-list.js";
import type { Authorization } from "./token.js";

/** How registries are asked. */
export interface RegistryOptions {
  /** Host names or origins that are asked for what is on Docker Hub, in this order, before Docker Hub itself. */
  readonly mirrors?: readonly string[];
  /** How old an answer on disk may be, in milliseconds: an hour when not given; at 0 the registry is always asked. */
  readonly maxAge?: number;
  /** For one request with its answer, in milliseconds: ten seconds when not given. */
  readonly timeout?: number;
  /**
   * For one question to one registry, with all its requests and the pauses between them, in milliseconds: twenty seconds when
   * not given.
   */
  readonly deadline?: number;
  /** How often a request is made again that failed for now: three times when not given. */
  readonly retries?: number;
  /** How many requests are on their way at once: four when not given. */
  readonly concurrency?: number;
  /** Ends all work; what is not answered by then has the reason "interrupted". */
  readonly signal?: AbortSignal;
}

/** What can be asked of a repository. */
interface Question<T> {
  /** Unlike for any other question. */
  readonly name: string;
  readonly isAnswer: (value: unknown) => value is T;
  /** Throws `NoAnswer`. */
  readonly ask: (place: Place, authorizer: Authorizer) => Promise<T>;
}

const HOUR = 3_600_000;

/** Asks OCI registries. Each question is asked once; whatever a registry does is an answer or a reason, never an exception. */
export class Registry {
  readonly #authorizer: () => Authorizer;
  readonly #cache: AnswerCache;
  readonly #asked = new Map<string, Promise<Answer<unknown>>>();
  readonly #mirrors: readonly string[];
  readonly #maxAge: number;

  /** Throws `RangeError` for a mirror that is no host name. */
  constructor(
    private readonly host: RegistryHost,
    options: RegistryOptions = {},
  ) {
    const { mirrors = [], maxAge = HOUR, timeout = 10_000, deadline = 20_000, retries = 3, concurrency = 4 } = options;
    const clientWithin = Client.family(host, { timeout, retries, concurrency, signal: signalOfOurs(options.signal) });
    const [logins, known] = [new Logins(host), new Map<string, Promise<Authorization>>()];
    this.#authorizer = () => new Authorizer(clientWithin(new Budget(deadline)), logins, known);
    this.#cache = new AnswerCache(host);
    this.#mirrors = mirrors.map(mirrorName);
    this.#maxAge = maxAge;
  }

  /**
   * The digest, `sha256:…`, of what the reference's tag names: of the index where there is one, else of the manifest. A
   * reference without a tag stands for its own digest, which the registry then must have, or for `latest`.
   */
  digest(reference: ImageReference): Promise<Answer<string>> {
    const target = (reference.tag ?? reference.digest)?.text ?? "latest";
    return this.#answer(reference, {
      name: `digest of ${target}`,
      isAnswer: isDigest,
      ask: (place, authorizer) => fetchDigest(place, target, authorizer),
    });
  }

  /** All tags of the reference's repository, in the registry's order. */
  tags(reference: ImageReference): Promise<Answer<readonly string[]>> {
    return this.#answer(reference, {
      name: "tags",
      isAnswer: isTagList,
      ask: fetchTags,
    });
  }

  async #answer<T>(reference: ImageReference, question: Question<T>): Promise<Answer<T>> {
    try {
      const place = placeOf(reference);
      const key = JSON.stringify([question.name, place.origin, place.repository, this.#mirrors]);
      const asked = this.#asked.get(key) ?? this.#remembered(key, place, question);
      this.#asked.set(key, asked);
      return (await asked) as Answer<T>;
    } catch (error) {
      if (error instanceof NoAnswer) return { reason: error.message };
      throw error;
    }
  }

  async #remembered<T>(key: string, place: Place, question: Question<T>): Promise<Answer<T>> {
    const known = await this.#cache.get(key, this.#maxAge);
    if (known !== undefined && question.isAnswer(known.value)) return { value: known.value, source: known.source };
    const answer = await this.#fetch(place, question);
    await this.#cache.put(key, answer);
    return answer;
  }

  /** A mirror that has no answer is passed over, whatever the reason. */
  async #fetch<T>(place: Place, { ask }: Question<T>): Promise<{ readonly value: T; readonly source: string }> {
    for (const mirror of this.#mirrors) {
      const at = mirrorOf(place, mirror);
      if (at === undefined) break;
      try {
        return this.#from(at, await ask(at, this.#authorizer()));
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    }
    return this.#from(place, await ask(place, this.#authorizer()));
  }

  #from<T>({ registry, mirrors }: Place, value: T): { readonly value: T; readonly source: string } {
    const name = mirrors === undefined ? registry : `${registry}, a mirror of ${mirrors},`;
    const time = new Date(this.host.now()).toISOString().replace(/:\d\d\.\d+/, "");
    return { value, source: `${name} on ${time}` };
  }
}

/** One that all work may listen to at once: from ten listeners on, Node warns of the caller's. */
function signalOfOurs(signal: AbortSignal | undefined): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  setMaxListeners(0, controller.signal);
  if (signal?.aborted) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  return controller.signal;
}
