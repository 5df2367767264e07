import type { Source } from "../../source/source.js";
import type { Event } from "../router.js";
import type { Inspector } from "./inspector.js";

const ROUTE = /^(?:get|head|post|put|patch|delete|del|options|all|route)$/;

/** What `.get("/health", …)`, `.route("/health").get(…)` and `.route({ … })` add; the method's name stands at `at`. */
export function routes(inspector: Inspector, source: Source, at: number, isSure: boolean): Event[] {
  const method = source.sign(at);
  if (method === "route" && source.sign(at + 2) === "{") return [described(inspector, source, at, isSure)];
  const parts = source.parts(at + 1);
  // express's settings: app.get("env")
  if (!ROUTE.test(method) || (method === "get" && parts.length === 1)) return [];
  let answers = method === "get" || method === "all";
  let handlers = parts.slice(1);
  if (method === "route") {
    const next = source.partner(at + 1) + 1;
    answers = source.reads(next, ". get (") || source.reads(next, ". all (");
    handlers = answers ? source.parts(next + 2) : [];
  }
  const path = source.literal(parts[0]);
  const isOpen = answers && inspector.answersAll(source, handlers);
  return [{ kind: "route", path: path === "" ? "/" : path, at, isSure: isSure && isOpen }];
}

/** `{ method: "GET", url: "/health", handler }` */
function described(inspector: Inspector, source: Source, at: number, isSure: boolean): Event {
  const values = source.values(at + 2);
  const path = source.literal(values.get("url") ?? values.get("path"));
  const isGet = /^(?:GET|\*)$/i.test(source.literal(values.get("method")) ?? "");
  const rest = [...values].flatMap(([key, span]) => (key === "handler" ? [] : [span]));
  const handler = values.get("handler");
  const isOpen = isGet && inspector.answersAll(source, handler === undefined ? rest : [...rest, handler]);
  return { kind: "route", path, at, isSure: isSure && isOpen };
}
