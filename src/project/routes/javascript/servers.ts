import type { Sources } from "../../source/sources.js";
import type { Application } from "../application.js";
import { endpointsOf } from "../router.js";
import { JavaScriptRouters } from "./routers.js";

const ENDINGS = /^[mc]?[jt]s$/;

/** Applications of express, koa, fastify and hapi. */
export function javascriptServers(sources: Sources): Application[] {
  const routers = new JavaScriptRouters(sources);
  const files = sources.with(ENDINGS, /\bexpress\b|\bfastify\b|\bkoa\b|\bhapi\b/);
  const found = files.flatMap((source) =>
    routers
      .creations(source)
      .filter(({ isApplication }) => isApplication)
      .map((creation) => ({ source, creation, router: routers.router(source, creation) })),
  );
  return found
    .filter(({ router }) => router === undefined || !routers.mounted.has(router))
    .map(({ source, creation, router }) => ({
      framework: creation.framework,
      source: source.place(creation.at),
      endpoints: router === undefined ? [] : endpointsOf(router),
    }));
}
