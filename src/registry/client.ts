import { NoAnswer, NoAnswerYet } from "./answer.js";
import type { Budget } from "./budget.js";
import { type Ask, exchange, type Patience, type Reply } from "./exchange.js";
import { Gate } from "./gate.js";
import type { RegistryHost } from "./host.js";
import { followRedirects } from "./redirects.js";
import { retry, retryAfter } from "./retry.js";

/** How a client goes about its requests. */
export interface ClientOptions extends Omit<Patience, "budget"> {
  /** How often a request is made again that failed for now. */
  readonly retries: number;
  /** How many requests are on their way at once. */
  readonly concurrency: number;
}

/** Statuses that may be others the next time. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

/** Makes requests: again when they fail for now, to where redirects lead, and not too many at once. */
export class Client {
  private constructor(
    readonly host: RegistryHost,
    private readonly options: ClientOptions & Patience,
    private readonly gate: Gate,
    /** Why an origin could not be reached. */
    private readonly unreachable: Map<string, string>,
  ) {}

  /** Makes clients, one for each question, that share what they know and how many requests they make at once. */
  static family(host: RegistryHost, options: ClientOptions): (budget: Budget) => Client {
    const gate = new Gate(options.concurrency);
    const unreachable = new Map<string, string>();
    return (budget) => new Client(host, { ...options, budget }, gate, unreachable);
  }

  /** The answer to a request, whatever its status but for those that pass. Throws `NoAnswer`. */
  async request(url: URL, ask: Ask): Promise<Reply> {
    const { retries } = this.options;
    const send = (to: URL, what: Ask): Promise<Reply> => this.gate.run(() => this.#once(to, what));
    try {
      return await retry(() => followRedirects(url, ask, send), retries, this.host, this.options);
    } catch (error) {
      if (error instanceof NoAnswer && error.unreachable !== undefined)
        this.unreachable.set(error.unreachable, error.message);
      throw error;
    }
  }

  async #once(url: URL, ask: Ask): Promise<Reply> {
    const known = this.unreachable.get(url.origin);
    if (known !== undefined) throw new NoAnswer(known);
    const reply = await exchange(url, ask, this.options, this.host);
    const { status, headers } = reply;
    if (!PASSING.has(status)) return reply;
    const wait = retryAfter(headers.get("retry-after"), this.host.now()) ?? 0;
    const reason = status === 429 ? "allows no more requests for now" : `answers with status ${status}`;
    throw new NoAnswerYet(`${url.host} ${reason}`, { wait });
  }
}
