import type { Source } from "../../source/source.js";
import type { Binding } from "./bindings.js";

/** An application or router that a file creates. */
export interface Creation {
  readonly framework: "express" | "fastify" | "koa" | "hapi";
  readonly isApplication: boolean;
  /** The variable; undefined when it goes elsewhere, such as into a property. */
  readonly name: string | undefined;
  /** Where the call stands. */
  readonly at: number;
  /** The bracket of its arguments. */
  readonly open: number;
}

/** By module and export: what a call of it makes. */
const MAKERS: Readonly<Record<string, readonly [framework: Creation["framework"], isApplication: boolean]>> = {
  "express default": ["express", true],
  "express Router": ["express", false],
  "express-promise-router default": ["express", false],
  "fastify default": ["fastify", true],
  "fastify fastify": ["fastify", true],
  "fastify Fastify": ["fastify", true],
  "koa default": ["koa", true],
  "koa-router default": ["koa", false],
  "@koa/router default": ["koa", false],
  "@hapi/hapi server": ["hapi", true],
  "@hapi/hapi Server": ["hapi", true],
};

/** Calls that create applications and routers of known frameworks. */
export function creations(source: Source, known: ReadonlyMap<string, Binding>): Creation[] {
  const found: Creation[] = [];
  for (let at = 0; at < source.tokens.length; at++) {
    const call = callAt(source, at, known);
    const maker = call === undefined ? undefined : MAKERS[call.what];
    if (call === undefined || maker === undefined) continue;
    found.push({ framework: maker[0], isApplication: maker[1], name: variable(source, at), at, open: call.open });
  }
  return found;
}

function callAt(
  source: Source,
  at: number,
  known: ReadonlyMap<string, Binding>,
): { what: string; open: number } | undefined {
  if (source.sign(at - 1) === ".") return undefined;
  let module: string | undefined;
  let name = "default";
  let open: number;
  if (source.reads(at, "require (")) {
    module = source.literal(source.parts(at + 1)[0]);
    open = source.partner(at + 1) + 1;
  } else {
    const binding = source.isWord(at) ? known.get(source.sign(at)) : undefined;
    if (binding === undefined) return undefined;
    ({ module, name } = binding);
    open = at + 1;
  }
  if (source.sign(open) === ".") {
    if (name !== "default") return undefined;
    name = source.sign(open + 1);
    open += 2;
  }
  // the type arguments of TypeScript
  if (source.sign(open) === "<")
    for (let next = open; next < open + 12; next++) if (source.reads(next, "> (")) open = next + 1;
  if (source.sign(open) !== "(" || module === undefined) return undefined;
  return { what: `${module} ${name}`, open };
}

/** `const app: Express = ` in front of a call. */
function variable(source: Source, call: number): string | undefined {
  let at = call - 1;
  while (/^(?:new|await)$/.test(source.sign(at))) at--;
  if (source.sign(at) !== "=") return undefined;
  at--;
  const end = at;
  while (end - at < 12 && !/^(?:const|let|var|;|\{|\})$/.test(source.sign(at))) at--;
  if (/^(?:const|let|var)$/.test(source.sign(at))) {
    return at + 1 === end || source.sign(at + 2) === ":" ? source.sign(at + 1) : undefined;
  }
  return source.isWord(end) && source.sign(end - 1) !== "." ? source.sign(end) : undefined;
}
