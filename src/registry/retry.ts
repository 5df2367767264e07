import { interrupted, NoAnswer, NoAnswerYet } from "./answer.js";
import type { RegistryHost } from "./host.js";

/** The first pause, in milliseconds; each further one is twice as long. */
const FIRST_PAUSE = 500;
/** The longest pause, in milliseconds; a registry that asks for a longer one is given up. */
const LONGEST_PAUSE = 30_000;

/** Does the work again, up to so many times, as long as it throws `NoAnswerYet`; between, it pauses. Throws `NoAnswer`. */
export async function retry<T>(
  work: () => Promise<T>,
  retries: number,
  { sleep, random }: RegistryHost,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoAnswerYet) || attempt >= retries) throw error;
      const { wait } = error;
      if (wait > LONGEST_PAUSE) throw new NoAnswer(`${error.message}; it asks to wait ${Math.ceil(wait / 1000)} s`);
      // half of it by chance, so that many clients do not come back at once
      const pause = Math.min(FIRST_PAUSE * 2 ** attempt * (0.5 + random() / 2), LONGEST_PAUSE);
      await sleep(Math.max(wait, pause), signal).catch(() => {
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
