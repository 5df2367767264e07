import type { Source, Span } from "../source/source.js";
import type { Sources } from "../source/sources.js";
import { type Call, hostKind, type Port } from "./listen.js";

/** What makes a server, and the method by which it listens. */
const MAKERS: Readonly<Record<string, string>> = {
  "gin . Default": "Run",
  "gin . New": "Run",
  "echo . New": "Start",
  "fiber . New": "Listen",
};

/** `http.ListenAndServe(":8080", …)`, `http.Server{Addr: …}`, and gin's, echo's and fiber's own. Source: gin's `Engine.Run`. */
export function goListens(sources: Sources): Call[] {
  return sources.with(/^go$/, /ListenAndServe|\bServer\{|\.(?:Run|Start|Listen)\(/).flatMap((source) => {
    const direct = source.places("http . ListenAndServe (").map((at) => called(source, at + 3));
    const addresses = source.places("http . Server {").flatMap((at) => {
      const address = source.values(at + 3).get("Addr");
      return address === undefined ? [] : [said(source, address)];
    });
    const own = Object.entries(MAKERS).flatMap(([maker, method]) =>
      source.places(`${maker} (`).flatMap((at) => {
        const name = source.sign(at - 1) === ":=" ? source.sign(at - 2) : undefined;
        return name === undefined ? [] : source.places(`${name} . ${method} (`).map((each) => called(source, each + 3));
      }),
    );
    return [...direct, ...addresses, ...own];
  });
}

function called(source: Source, open: number): Call {
  const [first] = source.parts(open);
  if (first !== undefined) return said(source, first);
  return { port: { port: 8080, variable: "PORT" }, host: "any", source: source.place(open) };
}

function said(source: Source, span: Span): Call {
  const literal = source.literal(span) ?? named(source, source.name(span));
  const [, host, port = ""] = /^(.*):(\d+)$/.exec(literal ?? "") ?? [];
  if (port !== "") return { port: { port: Number(port) }, host: hostKind(host), source: source.place(span.from) };
  const isJoined =
    source.literal({ from: span.from, to: span.from + 1 }) !== undefined && source.sign(span.from + 1) === "+";
  const start = isJoined ? source.tokens[span.from]!.text : "";
  if (!start.endsWith(":") || span.to !== span.from + 3)
    return { port: undefined, host: "unknown", source: source.place(span.from) };
  return {
    port: withDefault(source, source.sign(span.from + 2)),
    host: hostKind(start.slice(0, -1)),
    source: source.place(span.from),
  };
}

/** A constant of the file. */
function named(source: Source, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const places = [`${name} =`, `${name} :=`, `const ${name} string =`].flatMap((signs) =>
    source.places(signs).map((at) => at + signs.split(" ").length),
  );
  return places.length === 1 ? source.literal({ from: places[0]!, to: places[0]! + 1 }) : undefined;
}

/** `port := os.Getenv("PORT")` and `if port == "" { port = "8080" }`, and nothing else that sets it. */
function withDefault(source: Source, name: string): Port | undefined {
  const [at, ...more] = source.places(`${name} := os . Getenv (`);
  const sets = source.places(`${name} =`).filter((each) => source.sign(each - 1) === "{");
  const [set] = sets;
  const fixed = Number(named(source, name));
  if (at === undefined && Number.isInteger(fixed) && fixed > 0) return { port: fixed };
  if (at === undefined || set === undefined || more.length > 0 || sets.length > 1) return undefined;
  const variable = source.literal(source.parts(at + 5)[0]);
  const port = Number(source.literal({ from: set + 2, to: set + 3 }));
  const isDefault = source.reads(set - 4, `${name} ==`) && source.tokens[set - 2]?.text === "";
  return isDefault && variable !== undefined && Number.isInteger(port) && port > 0 ? { port, variable } : undefined;
}
