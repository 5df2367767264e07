import { NoAnswer } from "./answer.js";
import type { Ask, Reply } from "./exchange.js";
import { isPrivate } from "./loopback.js";

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows where the answers lead. `Authorization` goes to the first origin only, and not even there
 * once another one was asked. Throws `NoAnswer`.
 */
export async function followRedirects(
  start: URL,
  ask: Ask,
  send: (url: URL, ask: Ask) => Promise<Reply>,
): Promise<Reply> {
  let url = start;
  let headers = ask.headers;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const reply = await send(url, { ...ask, headers });
    const location = REDIRECTS.has(reply.status) ? reply.headers.get("location") : null;
    if (location === null) return reply;
    // the body of a POST is a credential
    if (ask.method === "POST") throw new NoAnswer(`${url.host} redirects a request for a token`);
    const next = target(location, url);
    if (next.origin !== url.origin) headers = withoutAuthorization(headers);
    url = next;
  }
  throw new NoAnswer(`${start.host} redirects without end`);
}

function target(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new NoAnswer(`${from.host} redirects to no address`);
  const url = new URL(location, from);
  if (!isPrivate(url, from)) throw new NoAnswer(`${from.host} redirects to an address that is not HTTPS`);
  return url;
}

function withoutAuthorization(headers: Ask["headers"]): Ask["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "authorization"));
}
