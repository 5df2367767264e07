import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { mayGuard, mayRefuse } from "../guard.js";
import type { Event, Router } from "../router.js";
import { functionOf, runsAlways } from "./functions.js";

/** What makes a router, by framework. */
export const MAKERS = {
  "gin . Default": "gin", "gin . New": "gin", "echo . New": "echo", "fiber . New": "fiber", "chi . NewRouter": "chi", "chi . NewMux": "chi",
  "mux . NewRouter": "gorilla", "http . NewServeMux": "net/http",
} as const; // prettier-ignore

export type Framework = (typeof MAKERS)[keyof typeof MAKERS];

const REFUSES =
  /\b(?:StatusUnauthorized|StatusForbidden|StatusBadRequest|StatusNotFound|StatusMovedPermanently|StatusFound)\b/;
const READS =
  /\. (?:Query|Param|Params|FormValue|PostForm|Bind\w*|ShouldBind\w*|BodyParser|GetHeader|Cookie|Vars|URLParam|PathValue) \(|\. URL \. Query \(|\. Header \. Get \(/;

/** The router that a variable of a block is, followed through groups of the same file. */
export class GoRouters {
  private readonly known = new Map<string, string[]>();

  constructor(private readonly sources: Sources) {}

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
    const bodies = this.bodies(source, name);
    return bodies.length > 0 && bodies.every((each) => !mayGuard(each)) && !mayGuard(name) ? [] : [{ kind: "guard" }];
  }

  private call(source: Source, framework: Framework, at: number, isSure: boolean, depth: number): Event[] {
    const method = source.sign(at + 2);
    const open = at + 3;
    const parts = source.parts(open);
    const path = source.literal(parts[0]);
    if (/^(?:Use|Pre|With)$/.test(method)) {
      return this.guards(source, { from: open + 1, to: source.partner(open) }) ? [{ kind: "guard" }] : [];
    }
    if (method === "Group" && framework !== "chi") return this.group(source, framework, at, parts, isSure, depth);
    if (/^(?:Route|Group)$/.test(method) && framework === "chi") return this.nested(source, parts, isSure, depth);
    if (!isGet(source, framework, method, open)) return [];
    const [, verb = "GET", plain = path] =
      framework === "net/http" ? (/^([A-Z]+) +(\/.*)$/.exec(path ?? "") ?? []) : [];
    const handlers = parts.slice(1);
    const isOpen = handlers.every((each) => this.answersAll(source, each)) && handlers.length > 0;
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
    const isOpen = parts.slice(1).every((each) => !this.guards(source, each));
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

  private answersAll(source: Source, span: Span): boolean {
    const name = source.sign(span.to - 1);
    const text = [source.text(span), ...(source.isWord(span.to - 1) ? this.bodies(source, name) : [])].join(" ");
    const isWrapped = source.isWord(span.from) && source.sign(span.to - 1) === ")" && mayGuard(text);
    return !isWrapped && !mayRefuse(text) && !REFUSES.test(text) && !READS.test(text);
  }

  private guards(source: Source, span: Span): boolean {
    const texts = [source.text(span)];
    for (let at = span.from; at < span.to; at++)
      if (source.isWord(at)) texts.push(...this.bodies(source, source.sign(at)));
    return mayGuard(texts.join(" ")) || REFUSES.test(texts.join(" "));
  }

  /** The functions of that name, of this file or of one beside or below it. */
  private bodies(source: Source, name: string): string[] {
    const own = functionOf(source, name);
    if (own !== undefined) return [source.text(own)];
    if (!/^\w+$/.test(name)) return [];
    let found = this.known.get(name);
    if (found === undefined) {
      const mention = new RegExp(`func (?:\\([^)]*\\) )?${name}\\(`);
      const spans = this.sources.with(/^go$/, mention).map((file) => ({ file, span: functionOf(file, name) }));
      found = spans.flatMap(({ file, span }) => (span === undefined ? [] : [file.text(span)]));
      this.known.set(name, found);
    }
    return found;
  }
}

/** Whether a call adds a route that answers GET. */
function isGet(source: Source, framework: Framework, method: string, open: number): boolean {
  switch (framework) {
    case "gin":
    case "echo":
      return method === "GET" || method === "Any";
    case "chi":
    case "fiber":
      return method === "Get" || (framework === "chi" && /^Handle(?:Func)?$/.test(method));
    case "gorilla": {
      const next = source.partner(open) + 1;
      if (!/^Handle(?:Func)?$/.test(method)) return false;
      if (source.sign(next) !== "." || source.tokens[next]!.line !== source.tokens[next - 1]!.line) return true;
      const end = source.partner(next + 2) + 1;
      const methods = source.text({ from: next + 3, to: end - 1 });
      return source.sign(next + 1) === "Methods" && /\b(?:GET|MethodGet)\b/.test(methods) && source.sign(end) !== ".";
    }
    case "net/http":
      return /^Handle(?:Func)?$/.test(method);
  }
}

/** `v1 := r.Group(…)` begins at its variable. */
function statementStart(source: Source, at: number): number {
  return source.sign(at - 1) === ":=" ? at - 2 : at;
}
