import { interrupted, NoAnswer, NoAnswerYet } from "./answer.js";
import type { Budget } from "./budget.js";
import type { RegistryHost } from "./host.js";

/** What is asked of a server. */
export interface Ask {
  readonly method: "GET" | "HEAD" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a server answered. */
export interface Reply {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** When to give a server up. */
export interface Patience {
  /** For one request with its answer, in milliseconds. */
  readonly timeout: number;
  /** For the question that the request belongs to. */
  readonly budget: Budget;
  readonly signal: AbortSignal;
}

/** The most that is read of an answer: what registries allow a manifest to have. */
const MOST_BYTES = 4 * 2 ** 20;
const BROKEN_OFF: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "UND_ERR_RES_CONTENT_LENGTH_MISMATCH",
]);
/** Failures that do not go away by asking again. */
const LASTING = /CERT|SELF_SIGNED|UNABLE_TO|_SSL_|_TLS_|ENOTFOUND|INVALID/;

/** One request and its whole answer, whatever the status; follows no redirect. Throws `NoAnswer`. */
export async function exchange(url: URL, ask: Ask, patience: Patience, { fetch }: RegistryHost): Promise<Reply> {
  const { signal, timeout, budget } = patience;
  if (budget.left <= 0) throw budget.overdrawn(url);
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const timer = setTimeout(stop, Math.min(timeout, budget.left));
  const start = performance.now();
  try {
    // a digest is of the bytes as they are stored
    const headers = { "user-agent": "dockshift", "accept-encoding": "identity", ...ask.headers };
    const init: RequestInit = { method: ask.method, headers, redirect: "manual", signal: controller.signal };
    const response = await fetch(url, ask.body === undefined ? init : { ...init, body: ask.body });
    const body = await bodyOf(response, url);
    budget.answered(url);
    return { url, status: response.status, headers: response.headers, body };
  } catch (error) {
    if (signal.aborted) throw interrupted();
    if (controller.signal.aborted && budget.left < timeout) throw budget.overdrawn(url);
    if (controller.signal.aborted)
      throw new NoAnswerYet(`${url.host} does not answer within ${timeout / 1000} s`, { unreachable: url.origin });
    throw error instanceof NoAnswer ? error : failure(url, error);
  } finally {
    clearTimeout(timer);
    budget.spend(performance.now() - start);
    signal.removeEventListener("abort", stop);
  }
}

async function bodyOf({ body }: Response, { host }: URL): Promise<Buffer> {
  if (body === null) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > MOST_BYTES) throw new NoAnswer(`${host} answers with more than ${MOST_BYTES / 2 ** 20} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Only the code of the failure is shown: its message may name a proxy with a password. */
function failure({ host, origin }: URL, error: unknown): NoAnswer {
  const code = codeOf(error) ?? "";
  if (BROKEN_OFF.has(code)) return new NoAnswerYet(`${host} breaks off its answer`, {});
  const message = `${host} cannot be reached${code === "" ? "" : ` (${code})`}`;
  return LASTING.test(code) ? new NoAnswer(message, origin) : new NoAnswerYet(message, { unreachable: origin });
}

/** Node wraps what went wrong, sometimes twice. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== "object" || error === null || depth > 4) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: readonly unknown[] };
  if (typeof code === "string" && /^[A-Z][A-Z\d_]+$/.test(code)) return code;
  return codeOf(cause ?? errors?.[0], depth + 1);
}
