import { interrupted, NoAnswer, NoAnswerYet } from "./answer.js";
import type { Patience } from "./exchange.js";
import type { RegistryHost } from "./host.js";

/** The first pause, in milliseconds; each further one is twice as long. */
const FIRST_PAUSE = 500;

/**
 * Does the work again, up to so many times, as long as it throws `NoAnswerYet`; between, it pauses, unless the budget does not
 * allow that. Throws `NoAnswer`.
 */
export async function retry<T>(
  work: () => Promise<T>,
  retries: number,
  { sleep, random }: RegistryHost,
  { signal, budget }: Pick<Patience, "signal" | "budget">,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoAnswerYet) || attempt >= retries) throw error;
      const { wait } = error;
      if (wait > budget.left) throw new NoAnswer(`${error.message}; it asks to wait ${Math.ceil(wait / 1000)} s`);
      // half of it by chance, so that many clients do not come back at once
      const pause = Math.max(wait, FIRST_PAUSE * 2 ** attempt * (0.5 + random() / 2));
      if (pause > budget.left) throw error;
      budget.spend(pause);
      await sleep(pause, signal).catch(() => {
        throw interrupted();
      });
    }
  }
}

/** What a `Retry-After` header asks for, in milliseconds: it has seconds or a date. Source: RFC 9110, 10.2.3. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
