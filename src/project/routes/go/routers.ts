import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { mayGuard } from "../guard.js";
import type { Event, Router } from "../router.js";
import { runsAlways } from "./functions.js";
import { Inspector } from "./inspector.js";
import { type Framework, isGet } from "./methods.js";

/** The router that a variable of a block is, followed through groups of the same file. */
export class GoRouters {
  private readonly inspector: Inspector;

  constructor(sources: Sources) {
    this.inspector = new Inspector(sources);
  }

  /** `at` is where the variable is made, or the `{` of the block that it is used in; events are those behind it. */
  router(source: Source, framework: Framework, name: string, at: number, prefix: string, depth = 0): Router {
    const block = source.sign(at) === "{" ? at : source.enclosing(at);
    const end = block === -1 ? source.tokens.length : source.partner(block);
    return {
      source,
      prefix,
      events: this.events(source, framework, name, { from: at, to: end }, block, depth),
      isUnordered: framework === "gorilla" || framework === "net/http",
    };
  }

  private events(
    source: Source,
    framework: Framework,
    name: string,
    { from, to }: Span,
    block: number,
    depth: number,
  ): Event[] {
    const found: Event[] = [];
    for (let at = from + 1; at < to; at++) {
      if (source.sign(at) !== name || source.sign(at - 1) === ".") continue;
      // the name is made anew
      if (/^:?=$/.test(source.sign(at + 1)) && source.enclosing(at) === block) break;
      const open = source.enclosing(at);
      if (/^[,)]$/.test(source.sign(at + 1)) && /^[(,]$/.test(source.sign(at - 1)) && source.sign(open) === "(")
        found.push(...this.passed(source, open));
      if (source.sign(at + 1) !== "." || source.sign(at + 3) !== "(") continue;
      const isSure = source.enclosing(at) === block && runsAlways(source, statementStart(source, at));
      found.push(...this.call(source, framework, at, isSure, depth));
    }
    return found;
  }

  /** A function that gets the router may guard it. */
  private passed(source: Source, open: number): Event[] {
    const name = source.sign(open - 1);
    if (/^(?:ListenAndServe|Handle|Mount|Handler|len|New)$/.test(name)) return [];
    const bodies = this.inspector.bodies(source, name);
    return bodies.length > 0 && bodies.every((each) => !mayGuard(each)) && !mayGuard(name) ? [] : [{ kind: "guard" }];
  }

  private call(source: Source, framework: Framework, at: number, isSure: boolean, depth: number): Event[] {
    const method = source.sign(at + 2);
    const open = at + 3;
    const parts = source.parts(open);
    const path = source.literal(parts[0]);
    if (/^(?:Use|Pre|With)$/.test(method)) {
      return this.inspector.guards(source, { from: open + 1, to: source.partner(open) }) ? [{ kind: "guard" }] : [];
    }
    if (method === "Group" && framework !== "chi") return this.group(source, framework, at, parts, isSure, depth);
    if (/^(?:Route|Group)$/.test(method) && framework === "chi") return this.nested(source, parts, isSure, depth);
    // what stands first is taken
    if (method === "PathPrefix" && path !== undefined) return [{ kind: "route", path: `${path}*`, at, isSure: false }];
    if (!isGet(source, framework, method, open)) return [];
    const [, verb = "GET", plain = path] =
      framework === "net/http" ? (/^([A-Z]+) +(\/.*)$/.exec(path ?? "") ?? []) : [];
    const handlers = parts.slice(1);
    const isOpen = handlers.every((each) => this.inspector.answersAll(source, each)) && handlers.length > 0;
    // net/http takes the most exact pattern, whatever stands first
    const isPattern = framework === "net/http" && /\/$|\{/.test(plain ?? "");
    return isPattern ? [] : [{ kind: "route", path: plain, at, isSure: isSure && verb === "GET" && isOpen }];
  }

  /** `v1 := r.Group("/v1", middleware)` */
  private group(
    source: Source,
    framework: Framework,
    at: number,
    parts: readonly Span[],
    isSure: boolean,
    depth: number,
  ): Event[] {
    const name = source.sign(at - 1) === ":=" ? source.sign(at - 2) : undefined;
    const path = source.literal(parts[0]);
    if (name === undefined || depth > 4) return [];
    const target = this.router(source, framework, name, at, "", depth + 1);
    const isOpen = parts.slice(1).every((each) => !this.inspector.guards(source, each));
    return [{ kind: "mount", path, target, isSure: isSure && isOpen }];
  }

  /** chi's `r.Route("/api", func(r chi.Router) { … })` and `r.Group(func(r chi.Router) { … })` */
  private nested(source: Source, parts: readonly Span[], isSure: boolean, depth: number): Event[] {
    const path = parts.length === 1 ? "" : source.literal(parts[0]);
    const at = parts.at(-1)?.from ?? -1;
    if (!source.reads(at, "func (") || depth > 4) return [];
    const name = source.sign(at + 2);
    const body = source.partner(at + 1) + 1;
    if (source.sign(body) !== "{") return [];
    const span = { from: body, to: source.partner(body) };
    const target = {
      source,
      prefix: "",
      events: this.events(source, "chi", name, span, body, depth + 1),
      isUnordered: false,
    };
    return [{ kind: "mount", path, target, isSure }];
  }
}

/** `v1 := r.Group(…)` begins at its variable. */
function statementStart(source: Source, at: number): number {
  return source.sign(at - 1) === ":=" ? at - 2 : at;
}
