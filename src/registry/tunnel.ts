import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { connect } from "node:tls";
import { NoAnswer, NoAnswerYet } from "./answer.js";

/** Statuses whose answers have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` for HTTPS through a proxy, which sees the host name and no more. Needs `redirect: "manual"`; a body is a text.
 * `trusted` is a certificate in PEM that counts instead of Node's own. Rejects as `fetch` does, and throws `NoAnswer` for what the proxy does.
 */
export async function fetchThrough(proxy: URL, url: URL, init: RequestInit, trusted?: string): Promise<Response> {
  const signal = init.signal ?? new AbortController().signal;
  const host = unbracketed(url.hostname);
  const socket = await openTunnel(proxy, url, signal);
  const secure = connect({ socket, host, ca: trusted, ...(isIP(host) === 0 ? { servername: host } : {}) });
  const method = init.method ?? "GET";
  const headers = { ...Object.fromEntries(new Headers(init.headers)), connection: "close" };
  const request = https.request(url, { method, headers, signal, createConnection: () => secure });
  // TLS leaves the socket below it open
  request.once("close", () => socket.destroy());
  request.end(typeof init.body === "string" ? init.body : undefined);
  const [message] = (await once(request, "response")) as [http.IncomingMessage];
  // from here on, the body tells what goes wrong
  request.on("error", () => undefined);
  return responseOf(message, method);
}

function openTunnel(proxy: URL, url: URL, signal: AbortSignal): Promise<Socket> {
  const target = `${url.hostname}:${url.port === "" ? "443" : url.port}`;
  const { request } = proxy.protocol === "https:" ? https : http;
  const headers = { host: target, ...authorization(proxy) };
  const port = proxy.port === "" ? { "http:": 80, "https:": 443 }[proxy.protocol] : proxy.port;
  const at = { host: unbracketed(proxy.hostname), port: port ?? 80, agent: false };
  return new Promise((resolve, reject) => {
    const asking = request({ ...at, method: "CONNECT", path: target, headers, signal });
    asking.once("connect", ({ statusCode: status = 0 }, socket: Socket) => {
      if (status === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      const reason = `the proxy ${proxy.host} answers with status ${status}`;
      reject(status >= 500 ? new NoAnswerYet(reason, {}) : new NoAnswer(reason));
    });
    asking.once("error", ({ code = "" }: NodeJS.ErrnoException) => {
      const reason = `the proxy ${proxy.host} cannot be reached (${code})`;
      reject(new NoAnswerYet(reason, { unreachable: url.origin }));
    });
    asking.end();
  });
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "") return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(login).toString("base64")}` };
}

function responseOf(message: http.IncomingMessage, method: string): Response {
  const { statusCode: status = 0, rawHeaders } = message;
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  const hasBody = method !== "HEAD" && !BODILESS.has(status);
  if (!hasBody) message.resume();
  return new Response(hasBody ? (Readable.toWeb(message) as ReadableStream<Uint8Array>) : null, { status, headers });
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "");
}
