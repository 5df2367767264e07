import type { Source, Span } from "../../source/source.js";
import type { Event } from "../router.js";
import type { Creation } from "./creations.js";
import type { Inspector } from "./inspector.js";
import { definitionEnd } from "./modules.js";

/** `@app.get("/health")` and what it stands at. */
export function decorated(
  inspector: Inspector,
  source: Source,
  at: number,
  framework: Creation["framework"],
  isSure: boolean,
): Event[] {
  const method = source.sign(at + 2);
  const { from, definition } = decorators(source, at - 1);
  if (definition === undefined) return [];
  const body = { from: definition, to: definitionEnd(source, definition) };
  if (/^(?:before_request|before_app_request|middleware|url_value_preprocessor)$/.test(method)) {
    return inspector.guards(source, body) ? [{ kind: "guard" }] : [];
  }
  const open = at + 3;
  if (!/^(?:route|get|api_route)$/.test(method) || source.sign(open) !== "(") return [];
  const values = source.values(open);
  const path =
    source.literal(source.parts(open)[0]) ?? literalOf(source, values, "path") ?? literalOf(source, values, "rule");
  const methods = values.get("methods");
  const isGet = methods === undefined ? method !== "api_route" : /\bGET\b/.test(source.text(methods));
  const hasOpenPath = values.get("host") === undefined && values.get("subdomain") === undefined;
  const isOpen =
    isGet &&
    hasOpenPath &&
    !inspector.guards(source, { from: open + 1, to: definition - 1 }) &&
    !inspector.guards(source, { from, to: at });
  // flask takes the most exact rule, whatever stands first
  if (framework === "flask" && (path ?? "").includes("<")) return [];
  const answers = inspector.answersAll(source, body, framework === "fastapi");
  return [{ kind: "route", path, at, isSure: isSure && isOpen && answers }];
}

function literalOf(source: Source, values: ReadonlyMap<string, Span>, name: string): string | undefined {
  return source.literal(values.get(name));
}

/** The first of the decorators among which one stands, and the `def` under them. */
function decorators(source: Source, at: number): { readonly from: number; readonly definition: number | undefined } {
  let from = at;
  for (let start = at; start >= 0 && source.sign(start) === "@";) {
    from = start;
    start -= 2;
    while (start >= 0 && !(/^[;{}]$/.test(source.sign(start)) && source.enclosing(start) === source.enclosing(at))) {
      if (source.sign(start) === "{" && source.enclosing(at) === start) break;
      start--;
    }
    start++;
  }
  let definition = at;
  while (definition < source.tokens.length && source.sign(definition) !== "def") {
    if (source.sign(definition) === "class") return { from, definition: undefined };
    definition++;
  }
  return { from, definition };
}

/** Whether a `def` has decorators. */
export function isDecorated(source: Source, definition: number): boolean {
  const before = source.sign(definition - 1) === "async" ? definition - 2 : definition - 1;
  let start = before - 1;
  while (start > 0 && !/^[;{}]$/.test(source.sign(start))) start--;
  return source.sign(before) === ";" && source.sign(start + (start === 0 ? 0 : 1)) === "@";
}
