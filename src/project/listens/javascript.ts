import { bindings } from "../routes/javascript/bindings.js";
import type { Source, Span } from "../source/source.js";
import type { Sources } from "../source/sources.js";
import { type Call, hostKind, type Listen, portAt } from "./listen.js";

const SERVERS = /^(?:express|fastify|koa|@nestjs\/core|node:http|http|restify|polka|hono|socket\.io|connect)$/;

/**
 * `app.listen(3000)`. Node listens everywhere unless a host is given, fastify on localhost. Source: nodejs.org, net server.listen;
 * fastify.dev, Server listen.
 */
export function javascriptListens(sources: Sources): Call[] {
  return sources.with(/^[mc]?[jt]s$/, /\.listen\(/).flatMap((source) => {
    const modules = new Set([...bindings(source).values()].map(({ module }) => module));
    for (const at of source.places("require (")) modules.add(source.literal(source.parts(at + 1)[0]) ?? "");
    const isServer = [...modules].some((each) => SERVERS.test(each) || each.startsWith("."));
    if (!isServer) return [];
    const isFastify = modules.has("fastify") || modules.has("@nestjs/platform-fastify");
    return source.places(". listen (").flatMap((at) => {
      const parts = source.parts(at + 2);
      if (parts.length === 0 || source.literal(parts[0])?.startsWith("/") === true) return [];
      return [{ ...settings(source, parts, isFastify ? "loopback" : "any"), source: source.place(at) }];
    });
  });
}

function settings(source: Source, parts: readonly Span[], standard: Listen["host"]): Omit<Call, "source"> {
  const [first, second] = parts;
  if (source.sign(first!.from) === "{") {
    const values = source.values(first!.from);
    const port = values.get("port");
    const host = values.get("host") ?? values.get("hostname");
    return {
      port: port === undefined ? undefined : portAt(source, port),
      host: host === undefined ? standard : hostKind(source.literal(host)),
    };
  }
  const isHost =
    second !== undefined &&
    !/^(?:\(|function|async|err|error)$/.test(source.sign(second.from)) &&
    !isCallback(source, second);
  return { port: portAt(source, first!), host: isHost ? hostKind(source.literal(second)) : standard };
}

function isCallback(source: Source, part: Span): boolean {
  return source.sign(part.from + 1) === "=>" || (source.sign(part.from) !== "" && source.reads(part.from + 1, ". log"));
}
