import type { Source } from "../../source/source.js";
import type { Binding } from "./modules.js";

export interface Creation {
  readonly framework: "flask" | "fastapi" | "starlette" | "aiohttp";
  readonly isApplication: boolean;
  readonly name: string | undefined;
  readonly at: number;
  /** The bracket of its arguments. */
  readonly open: number;
}

const MAKERS: Readonly<
  Record<string, readonly [module: RegExp, framework: Creation["framework"], isApplication: boolean]>
> = {
  Flask: [/^flask$/, "flask", true],
  Blueprint: [/^flask$/, "flask", false],
  FastAPI: [/^fastapi$/, "fastapi", true],
  APIRouter: [/^fastapi(?:\.routing)?$/, "fastapi", false],
  Starlette: [/^starlette\.applications$/, "starlette", true],
  Application: [/^aiohttp(?:\.web)?$/, "aiohttp", true],
};

/** Calls that create applications and routers of known frameworks. */
export function creations(source: Source, known: ReadonlyMap<string, Binding>): Creation[] {
  return Object.entries(MAKERS).flatMap(([maker, [module, framework, isApplication]]) =>
    source.places(`${maker} (`).flatMap((at) => {
      const isMember = source.sign(at - 1) === ".";
      const binding = known.get(source.sign(isMember ? at - 2 : at));
      const origin = isMember && binding?.name !== undefined ? `${binding.module}.${binding.name}` : binding?.module;
      if (binding === undefined || !module.test(origin ?? "") || source.sign(at - 1) === "class") return [];
      return [{ framework, isApplication, name: variable(source, isMember ? at - 2 : at), at, open: at + 1 }];
    }),
  );
}

/** `app: FastAPI = ` in front of a call. */
function variable(source: Source, call: number): string | undefined {
  if (source.sign(call - 1) !== "=") return undefined;
  let at = call - 2;
  while (at > 0 && call - at < 12 && !/^[;{}]$/.test(source.sign(at - 1))) at--;
  return at === call - 2 || source.sign(at + 1) === ":" ? source.sign(at) : undefined;
}
