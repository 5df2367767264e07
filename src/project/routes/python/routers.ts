import type { Source, Span } from "../../source/source.js";
import type { Event, Router } from "../router.js";
import { type Creation, creations } from "./creations.js";
import { decorated, isDecorated } from "./decorators.js";
import type { Inspector } from "./inspector.js";
import { functionOf } from "./modules.js";

/** Finds the routers of Python files and follows them through imports. */
export class PythonRouters {
  private readonly made = new Map<string, Router | undefined>();
  /** Routers and applications that others mount. */
  readonly mounted = new Set<Router>();

  constructor(private readonly inspector: Inspector) {}

  creations(source: Source): Creation[] {
    return creations(source, this.inspector.bindings(source));
  }

  /** Undefined: it has no variable, or settings that are not understood. */
  router(source: Source, creation: Creation): Router | undefined {
    const key = `${source.path} ${creation.at}`;
    if (this.made.has(key)) return this.made.get(key);
    this.made.set(key, undefined);
    const { name, open, framework } = creation;
    const options = source.values(open);
    const given = options.get(framework === "flask" ? "url_prefix" : "prefix");
    const prefix = given === undefined ? "" : source.literal(given);
    if (
      name === undefined ||
      prefix === undefined ||
      ["root_path", "routes", "subdomain"].some((each) => options.has(each))
    )
      return undefined;
    const events: Event[] = [];
    const router: Router = { source, prefix, events, isUnordered: true };
    this.made.set(key, router);
    if (this.inspector.guards(source, { from: open + 1, to: source.partner(open) })) events.push({ kind: "guard" });
    events.push(...this.events(source, creation, name));
    return router;
  }

  private events(source: Source, { at: start, framework }: Creation, name: string): Event[] {
    const block = source.enclosing(start);
    const end = block === -1 ? source.tokens.length : source.partner(block);
    const found: Event[] = [];
    for (let at = start + 1; at < end; at++) {
      if (source.sign(at) !== name || source.sign(at - 1) === ".") continue;
      const open = source.enclosing(at);
      if (/^[,)]$/.test(source.sign(at + 1)) && /^[(,]$/.test(source.sign(at - 1)) && source.sign(open) === "(") {
        const callee = calleeOf(source, open);
        if (this.inspector.guards(source, { from: callee, to: open })) found.push({ kind: "guard" });
      }
      if (source.reads(at + 1, ". wsgi_app =") && source.sign(at + 4) !== "ProxyFix") found.push({ kind: "guard" });
      if (source.sign(at + 1) !== ".") continue;
      const isDirect = source.enclosing(at) === block;
      const isDecorator = source.sign(at - 1) === "@";
      const isSure = isDirect && (isDecorator || /^[;{}]$/.test(source.sign(at - 1)));
      found.push(
        ...(isDecorator
          ? decorated(this.inspector, source, at, framework, isSure)
          : this.call(source, at + 2, framework, isSure)),
      );
    }
    return found;
  }

  private call(source: Source, at: number, framework: Creation["framework"], isSure: boolean): Event[] {
    const method = source.sign(at);
    if (source.reads(at, "router . add_get (")) return this.added(source, at + 2, framework, isSure);
    if (source.sign(at + 1) !== "(") return [];
    const inside = { from: at + 2, to: source.partner(at + 1) };
    switch (method) {
      case "include_router":
      case "register_blueprint":
        return this.mount(source, at, isSure);
      case "mount":
        return [{ kind: "guard", path: source.literal(source.parts(at + 1)[0]) }];
      case "add_middleware":
      case "before_request":
      case "middleware":
        return this.inspector.guards(source, inside) ? [{ kind: "guard" }] : [];
      case "add_api_route":
      case "add_url_rule":
      case "add_route":
        return this.added(source, at, framework, isSure);
      case "add_routes":
        return source.places("web . get (", inside).flatMap((each) => this.added(source, each + 2, framework, isSure));
      default:
        return [];
    }
  }

  /** `app.add_url_rule("/health", view_func=health)` */
  private added(source: Source, at: number, framework: Creation["framework"], isSure: boolean): Event[] {
    const values = source.values(at + 1);
    const parts = source.parts(at + 1);
    const handler = source.name(values.get("view_func") ?? values.get("endpoint") ?? parts[1]);
    const own = handler === undefined ? undefined : functionOf(source, handler);
    const isPlain = ["methods", "dependencies", "host"].every((each) => !values.has(each));
    const answers =
      own !== undefined &&
      !isDecorated(source, own.from) &&
      this.inspector.answersAll(source, own, framework === "fastapi");
    return [{ kind: "route", path: source.literal(parts[0]), at, isSure: isSure && isPlain && answers }];
  }

  private mount(source: Source, at: number, isSure: boolean): Event[] {
    const values = source.values(at + 1);
    const [first] = source.parts(at + 1);
    const target = first === undefined ? undefined : this.target(source, first);
    const inside = { from: first?.to ?? at, to: source.partner(at + 1) };
    if (target === undefined) return [];
    this.mounted.add(target);
    const given = values.get("prefix") ?? values.get("url_prefix");
    const path = given === undefined ? "" : source.literal(given);
    const isOpen = !this.inspector.guards(source, inside) && !values.has("subdomain");
    // flask's overrides the blueprint's own, and what is registered guards itself alone
    const mounted = values.has("url_prefix") ? { ...target, prefix: "" } : target;
    return [{ kind: "mount", path, target: mounted, isSure: isSure && isOpen }];
  }

  /** `router`, `health.router` */
  private target(source: Source, { from, to }: Span): Router | undefined {
    const name = source.sign(from);
    const member = to === from + 3 && source.sign(from + 1) === "." ? source.sign(from + 2) : undefined;
    if (to !== from + 1 && member === undefined) return undefined;
    const origin = this.inspector.origin(source, name);
    const file = origin?.file ?? source;
    const variable = origin === undefined ? name : (origin.name ?? member);
    if (origin !== undefined && (origin.name === undefined) !== (member !== undefined)) return undefined;
    const own = this.creations(file).filter((each) => each.name === variable);
    if (own.length === 1) return this.router(file, own[0]!);
    const next =
      own.length === 0 && variable !== undefined && file !== source ? this.inspector.origin(file, variable) : undefined;
    const passed = next?.name === undefined ? [] : this.creations(next.file).filter((each) => each.name === next.name);
    return passed.length === 1 ? this.router(next!.file, passed[0]!) : undefined;
  }
}

function calleeOf(source: Source, open: number): number {
  let at = open - 1;
  while (source.sign(at - 1) === ".") at -= 2;
  return at;
}
