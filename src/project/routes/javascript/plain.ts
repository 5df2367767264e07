import type { Source } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import type { Application, Endpoint } from "../application.js";
import { mayGuard, mayRefuse } from "../guard.js";
import { bindings } from "./bindings.js";
import { declaration, functionAt } from "./functions.js";

/** Servers of Node's `http` with their own comparison of the address. */
export function plainServers(sources: Sources): Application[] {
  return sources.with(/^[mc]?[jt]s$/, /createServer/).flatMap((source) => {
    const known = bindings(source);
    return source.places("createServer (").flatMap((at) => {
      const isOwn = source.sign(at - 1) !== ".";
      const module = known.get(source.sign(isOwn ? at : at - 2))?.module ?? "";
      if (!/^(?:node:)?http$/.test(module) && !source.reads(at - 5, "require (")) return [];
      const handler = source.parts(at + 1).at(-1);
      if (handler === undefined) return [];
      const named = source.name(handler);
      const found = functionAt(
        source,
        named === undefined ? handler.from : (declaration(source, named) ?? handler.from),
      );
      if (found === undefined) return [];
      return [{ framework: "node", source: source.place(at), endpoints: branches(source, found.body) }];
    });
  });
}

/** What `if (req.url === "/health")` and `case "/health":` answer. */
function branches(source: Source, body: number): Endpoint[] {
  const found: Endpoint[] = [];
  for (let at = body + 1; at < source.partner(body); at++) {
    const isIf = source.reads(at, "if (") && source.enclosing(at) === body;
    const path = isIf
      ? compared(source, at + 1)
      : isCase(source, at, body)
        ? source.literal({ from: at + 1, to: at + 2 })
        : undefined;
    if (path === undefined || mayGuard(source.text({ from: body, to: at }))) continue;
    const end = isIf ? branchEnd(source, source.partner(at + 1) + 1) : caseEnd(source, at);
    if (!mayRefuse(source.text({ from: at, to: end }))) found.push({ path, source: source.place(at) });
  }
  return found;
}

/** The text of `(req.url === "/health" && req.method === "GET")`. */
function compared(source: Source, open: number): string | undefined {
  const { from, to } = { from: open + 1, to: source.partner(open) };
  let equals = from;
  while (equals < to && !/^===?$/.test(source.sign(equals))) equals++;
  const subject = source.text({ from, to: equals });
  if (!/^(?:(?:req|request) \. url|url|pathname|path|\w+ \. pathname)$/.test(subject)) return undefined;
  const rest = source.text({ from: equals + 2, to });
  if (rest !== "" && !/^&& (?:(?:req|request) \. )?method ===? GET$/.test(rest)) return undefined;
  return source.literal({ from: equals + 1, to: equals + 2 });
}

function isCase(source: Source, at: number, body: number): boolean {
  const open = source.enclosing(at);
  if (source.sign(at) !== "case" || source.sign(at + 2) !== ":" || source.sign(open - 1) !== ")") return false;
  const start = source.partner(open - 1);
  const subject = source.text({ from: start + 1, to: open - 1 });
  return (
    source.sign(start - 1) === "switch" &&
    source.enclosing(start) === body &&
    /^(?:req \. url|url|pathname|path|\w+ \. pathname)$/.test(subject)
  );
}

function caseEnd(source: Source, at: number): number {
  let end = at + 1;
  const open = source.enclosing(at);
  while (end < source.partner(open) && !(/^(?:case|default)$/.test(source.sign(end)) && source.enclosing(end) === open))
    end++;
  return end;
}

function branchEnd(source: Source, at: number): number {
  if (source.sign(at) === "{") return source.partner(at);
  let end = at;
  while (end < source.tokens.length && source.sign(end) !== ";") end++;
  return end;
}
