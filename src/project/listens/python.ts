import { creations } from "../routes/python/creations.js";
import { bindings } from "../routes/python/modules.js";
import type { Source } from "../source/source.js";
import type { Sources } from "../source/sources.js";
import { type Call, hostKind, type Listen, portAt } from "./listen.js";

/**
 * `uvicorn.run(app)`: 127.0.0.1:8000; flask's `app.run()`: 127.0.0.1:5000; aiohttp's `web.run_app(app)`: 0.0.0.0:8080. Source:
 * uvicorn's Settings, flask's API `Flask.run`, aiohttp's Web Server Reference `run_app`.
 */
export function pythonListens(sources: Sources): Call[] {
  return sources.with(/^py$/, /\.run(?:_app)?\(/).flatMap((source) => {
    const known = bindings(source);
    const applications = new Set(
      creations(source, known)
        .filter(({ framework, isApplication }) => framework === "flask" && isApplication)
        .map(({ name }) => name ?? ""),
    );
    return [
      ...(known.has("uvicorn")
        ? source.places("uvicorn . run (").map((at) => call(source, at + 3, 8000, "loopback"))
        : []),
      ...source
        .places(". run (")
        .flatMap((at) => (applications.has(source.sign(at - 1)) ? [call(source, at + 2, 5000, "loopback")] : [])),
      ...(known.get("web")?.module === "aiohttp"
        ? source.places("web . run_app (").map((at) => call(source, at + 3, 8080, "any"))
        : []),
    ];
  });
}

function call(source: Source, open: number, standard: number, host: Listen["host"]): Call {
  const values = source.values(open);
  const port = values.get("port");
  const given = values.get("host");
  const isUnclear =
    source.parts(open).some(({ from }) => source.sign(from) === "*") ||
    values.has("uds") ||
    values.has("fd") ||
    values.has("sock");
  return {
    port: isUnclear ? undefined : port === undefined ? { port: standard } : portAt(source, port),
    host: given === undefined ? host : hostKind(source.literal(given)),
    source: source.place(open),
  };
}
