import type { Fetch, RegistryHost } from "./host.js";
import { isLoopback } from "./loopback.js";
import { proxyFor } from "./proxy.js";

/** Node's `fetch`, through the proxies that the environment names. Never through one to this machine itself. */
export function proxiedFetch(env: RegistryHost["env"]): Fetch {
  return async (url, init) => {
    const proxy = isLoopback(url) ? undefined : proxyFor(url, env);
    if (proxy === undefined) return fetch(url, init);
    const { fetchThrough } = await import("./tunnel.js");
    return fetchThrough(proxy, url, init);
  };
}
