import { setTimeout as delay } from "node:timers/promises";
import { proxiedFetch } from "./proxied-fetch.js";

/** The part of the global `fetch` that is used. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** What a registry client needs of the process that it runs in. */
export interface RegistryHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly home: string;
  /** Must not follow redirects when `redirect` is "manual", as Node's own gives them. */
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits so many milliseconds; rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** At least 0, less than 1. */
  readonly random: () => number;
}

/** The host that is this machine; `env` says which proxies to use. */
export function systemHost({ env, home }: Pick<RegistryHost, "env" | "home">): RegistryHost {
  return {
    env,
    home,
    fetch: proxiedFetch(env),
    now: Date.now,
    sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    random: Math.random,
  };
}
