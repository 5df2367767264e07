import type { Source } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import type { Application } from "../application.js";
import { mayGuard } from "../guard.js";
import { endpointsOf } from "../router.js";
import { MAKERS } from "./methods.js";
import { GoRouters } from "./routers.js";

/** Applications of gin, echo, fiber, chi, gorilla/mux and net/http. */
export function goServers(sources: Sources): Application[] {
  const routers = new GoRouters(sources);
  const files = sources
    .with(/^go$/, /gin\.|echo\.New|fiber\.New|chi\.New|mux\.NewRouter|http\.(?:NewServeMux|Handle)/)
    .filter(({ path }) => !/^\/\/ ?(?:go:build|\+build) ignore/m.test(sources.context.read(path) ?? ""));
  return files.flatMap((source) => [...made(source, routers), ...standard(source, routers)]);
}

function made(source: Source, routers: GoRouters): Application[] {
  return Object.entries(MAKERS).flatMap(([maker, framework]) =>
    source.places(`${maker} (`).map((at) => {
      const name = /^:?=$/.test(source.sign(at - 1)) && source.sign(at - 3) !== "." ? source.sign(at - 2) : undefined;
      const endpoints =
        name === undefined || !isServed(source, name, framework)
          ? []
          : endpointsOf(routers.router(source, framework, name, at + 2, ""));
      return { framework, source: source.place(at), endpoints };
    }),
  );
}

/** The router of `http.HandleFunc`, where `http.ListenAndServe(…, nil)` serves it. */
function standard(source: Source, routers: GoRouters): Application[] {
  const blocks = new Set(
    [...source.places("http . HandleFunc ("), ...source.places("http . Handle (")].map((at) => source.enclosing(at)),
  );
  const serves = source
    .places("http . ListenAndServe (")
    .filter((at) => source.sign(source.parts(at + 3)[1]?.from ?? -1) === "nil");
  return [...blocks].map((block) => {
    const isMain = block !== -1 && source.places("func main ( ) {").some((at) => at + 4 === block);
    const router = routers.router(source, "net/http", "http", Math.max(block, 0), "");
    return {
      framework: "net/http",
      source: source.place(Math.max(block, 0)),
      endpoints: isMain && serves.length > 0 ? endpointsOf(router) : [],
    };
  });
}

/** Whether a router listens by itself, or is what a server of the file gets as it is. */
function isServed(source: Source, name: string, framework: string): boolean {
  if (/^(?:gin|echo|fiber)$/.test(framework)) {
    return !source.places(`${name} )`).some((at) => mayGuard(source.sign(source.enclosing(at) - 1)));
  }
  const isHandler = source.places(`Handler : ${name}`).some((at) => /^[,}]$/.test(source.sign(at + 3)));
  return isHandler || source.places("ListenAndServe (").some((at) => source.name(source.parts(at + 1).at(-1)) === name);
}
