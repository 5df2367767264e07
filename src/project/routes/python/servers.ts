import type { Sources } from "../../source/sources.js";
import type { Application } from "../application.js";
import { endpointsOf } from "../router.js";
import { Inspector } from "./inspector.js";
import { PythonRouters } from "./routers.js";

/** Applications of flask, fastapi, starlette and aiohttp. */
export function pythonServers(sources: Sources): Application[] {
  const routers = new PythonRouters(new Inspector(sources));
  const found = sources.with(/^py$/, /\b(?:flask|fastapi|starlette|aiohttp)\b/).flatMap((source) =>
    routers
      .creations(source)
      .filter(({ isApplication }) => isApplication)
      .map((creation) => ({ source, creation, router: routers.router(source, creation) })),
  );
  return found.map(({ source, creation, router }) => ({
    framework: creation.framework,
    source: source.place(creation.at),
    endpoints: router === undefined ? [] : endpointsOf(router),
  }));
}
