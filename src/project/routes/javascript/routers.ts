import type { Event, Router } from "../router.js";
import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { type Binding, exportedAt, moduleFile } from "./bindings.js";
import { type Creation, creations } from "./creations.js";
import { declaration, functionAt, parametersAt } from "./functions.js";
import { Inspector } from "./inspector.js";
import { routes } from "./routes.js";
import { runsAlways } from "./always.js";

/** Calls that take an application without changing what it serves. */
const TAKERS =
  /^(?:createServer|Server|listen|expressWs|close|log|push|resolve|wrap|handler|serverless|serverlessExpress|callback|export)$/;

/** Finds the routers of JavaScript files and follows them through imports. */
export class JavaScriptRouters {
  private readonly inspector: Inspector;
  private readonly made = new Map<string, Router | undefined>();
  /** Routers that others mount. */
  readonly mounted = new Set<Router>();

  constructor(private readonly sources: Sources) {
    this.inspector = new Inspector(sources);
  }

  creations(source: Source): Creation[] {
    return creations(source, this.inspector.bindings(source));
  }

  /** The router of a creation; undefined when it has no variable. */
  router(source: Source, { framework, name, at, open }: Creation): Router | undefined {
    if (name === undefined) return undefined;
    const options = source.values(source.sign(open + 1) === "{" ? open + 1 : open);
    if (
      ["https", "http2", "rewriteUrl", "serverFactory", "host"].some(
        (each) => framework !== "hapi" && options.has(each),
      )
    )
      return undefined;
    const prefix = options.get("prefix");
    const path = prefix === undefined ? "" : source.literal(prefix);
    return this.once(source, at, () =>
      path === undefined ? undefined : { source, prefix: path, framework, name, from: at, block: source.enclosing(at) },
    );
  }

  private once(
    source: Source,
    at: number,
    make: () => ({ source: Source; prefix: string } & Scope) | undefined,
  ): Router | undefined {
    const key = `${source.path} ${at}`;
    if (this.made.has(key)) return this.made.get(key);
    this.made.set(key, undefined);
    const scope = make();
    if (scope === undefined) return undefined;
    const events: Event[] = [];
    const router = { source, prefix: scope.prefix, events, isUnordered: scope.framework === "fastify" };
    this.made.set(key, router);
    events.push(...this.events(source, scope));
    return router;
  }

  private events(source: Source, scope: Scope): Event[] {
    const found: Event[] = [];
    const end = scope.block === -1 ? source.tokens.length : source.partner(scope.block);
    for (let at = scope.from + 1; at < end; at++) {
      if (source.sign(at) !== scope.name || source.sign(at - 1) === ".") continue;
      const open = source.enclosing(at);
      const isAlone = /^[,)]$/.test(source.sign(at + 1)) && /^[(,]$/.test(source.sign(at - 1));
      if (isAlone && source.sign(open) === "(" && !this.takesHarmlessly(source, open)) found.push({ kind: "guard" });
      const isSure = source.enclosing(at) === scope.block && runsAlways(source, at);
      for (
        let dot = at + 1;
        source.sign(dot) === "." && source.sign(dot + 2) === "(";
        dot = source.partner(dot + 2) + 1
      ) {
        found.push(...this.call(source, scope, dot + 1, isSure));
      }
    }
    return found;
  }

  private takesHarmlessly(source: Source, open: number): boolean {
    if (TAKERS.test(source.sign(open - 1))) return true;
    if (/^(?:use|register|if|while|return)$/.test(source.sign(open - 1)) || source.sign(open - 1) === "") return true;
    return !this.inspector.guards(source, { from: open - 1, to: open });
  }

  private call(source: Source, scope: Scope, at: number, isSure: boolean): Event[] {
    const method = source.sign(at);
    const parts = source.parts(at + 1);
    if (method === "use" || method === "register") return this.mounts(source, scope, parts, isSure);
    if (
      /^(?:addHook|onRequest|preHandler|ext|auth|param)$/.test(method) ||
      (scope.framework === "hapi" && method === "auth")
    ) {
      return this.inspector.guards(source, { from: at, to: source.partner(at + 1) }) ? [{ kind: "guard" }] : [];
    }
    return routes(this.inspector, source, at, isSure);
  }

  private mounts(source: Source, scope: Scope, parts: readonly Span[], isSure: boolean): Event[] {
    const [first] = parts;
    let path: string | undefined = "";
    let rest = parts;
    if (scope.framework === "fastify") {
      const options = parts[1];
      const prefix =
        options !== undefined && source.sign(options.from) === "{"
          ? source.values(options.from).get("prefix")
          : undefined;
      path = prefix === undefined ? "" : source.literal(prefix);
      if (options !== undefined && source.sign(options.from) !== "{") path = undefined;
      rest = parts.slice(0, 1);
    } else if (first !== undefined && source.tokens[first.from]?.kind === "text") {
      path = source.literal(first);
      rest = parts.slice(1);
    } else if (first !== undefined && parts.length > 1 && !this.isFunction(source, first, scope)) path = undefined;
    return rest.flatMap((part): Event[] => {
      const target = this.target(source, part, scope);
      if (target !== undefined) {
        this.mounted.add(target);
        const isOpen = rest.every((each) => each === part || !this.inspector.guards(source, each));
        return [{ kind: "mount", path, target, isSure: isSure && isOpen }];
      }
      return this.endsRequests(source, part, scope) || this.inspector.guards(source, part)
        ? [{ kind: "guard", path }]
        : [];
    });
  }

  /** Whether a function has no parameter with which it could pass a request on. */
  private endsRequests(source: Source, part: Span, { framework }: Scope): boolean {
    const name = source.name(part);
    const at = name === undefined ? part.from : declaration(source, name);
    const found = at === undefined || framework === "fastify" ? undefined : parametersAt(source, at);
    return found !== undefined && found < (framework === "koa" ? 2 : 3);
  }

  /** Whether an argument is surely no path. */
  private isFunction(source: Source, part: Span, scope: Scope): boolean {
    const name = source.sign(part.from);
    if (functionAt(source, part.from) !== undefined || name === "require" || this.inspector.bindings(source).has(name))
      return true;
    return this.target(source, part, scope) !== undefined;
  }

  /** The router that an argument means: a name, `router.routes()`, `require("./routes")`, or a plugin's function. */
  private target(source: Source, { from, to }: Span, scope: Scope): Router | undefined {
    if (source.reads(from, "require (") && source.partner(from + 1) === to - 1) {
      const module = source.literal(source.parts(from + 1)[0]);
      return module === undefined ? undefined : this.exported(source, { module, name: "default" }, scope);
    }
    const isName = to === from + 1 || (/^(?:routes|middleware)$/.test(source.sign(from + 2)) && to === from + 5);
    if (isName && source.isWord(from)) return this.named(source, source.sign(from), scope);
    return scope.framework === "fastify" ? this.plugin(source, from) : undefined;
  }

  private named(source: Source, name: string, scope: Scope): Router | undefined {
    const binding = this.inspector.bindings(source).get(name);
    if (binding !== undefined) return this.exported(source, binding, scope);
    const creation = this.creations(source).filter((each) => each.name === name);
    if (creation.length === 1) return this.router(source, creation[0]!);
    const at = scope.framework === "fastify" && creation.length === 0 ? declaration(source, name) : undefined;
    return at === undefined ? undefined : this.plugin(source, at);
  }

  private exported(source: Source, { module, name }: Binding, scope: Scope): Router | undefined {
    const file = moduleFile(this.sources, source.path, module);
    const at = file === undefined ? undefined : exportedAt(file, name);
    if (file === undefined || at === undefined) return undefined;
    const isLocal = file.isWord(at) && !/^(?:async|function|new)$/.test(file.sign(at)) && file.sign(at + 1) !== "(";
    if (isLocal) return this.named(file, file.sign(at), scope);
    return scope.framework === "fastify" ? this.plugin(file, at) : undefined;
  }

  /** What a fastify plugin does to the instance that it gets. */
  private plugin(source: Source, at: number): Router | undefined {
    const found = functionAt(source, at);
    const [name] = found?.parameters ?? [];
    if (found === undefined || name === undefined) return undefined;
    return this.once(source, at, () => ({
      source,
      prefix: "",
      framework: "fastify",
      name,
      from: found.body,
      block: found.body,
    }));
  }
}

interface Scope {
  readonly framework: Creation["framework"];
  readonly name: string;
  readonly from: number;
  /** The `{` that it stands in directly; -1 for the file. */
  readonly block: number;
}
