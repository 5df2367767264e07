import type { Sources } from "../source/sources.js";
import { springApplications } from "../spring/applications.js";
import type { Call, Port } from "./listen.js";

/** `server.port`, 8080 where it is not set. Source: docs.spring.io, Common Application Properties. */
export function springListens(sources: Sources): Call[] {
  return springApplications(sources).flatMap(({ source, settings }): Call[] => {
    const ports = settings?.of("server.port") ?? [];
    const host = (settings?.of("server.address") ?? []).length > 0 ? "unknown" : "any";
    if (settings === undefined || settings.keys.some((key) => key.startsWith("server.ssl.")))
      return [{ port: undefined, host, source }];
    if (ports.length === 0) return [{ port: { port: 8080 }, host, source }];
    return ports.map((each) => ({ port: portOf(each.value), host, source: each.source }));
  });
}

/** `8080`, `${PORT:8080}` */
export function portOf(value: string): Port | undefined {
  const [, plain, variable, standard] = /^(?:(\d+)|\$\{(\w+):(\d+)\})$/.exec(value) ?? [];
  const port = Number(plain ?? standard ?? 0);
  if (port < 1 || port > 65_535) return undefined;
  return variable === undefined ? { port } : { port, variable };
}
