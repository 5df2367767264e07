import { posix } from "node:path";
import type { Source } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import type { Application, Endpoint } from "../application.js";
import { mayGuard, mayRefuse } from "../guard.js";
import { joined } from "../router.js";

/** What changes every route or keeps requests from it. Source: docs.nestjs.com, Guards, Versioning, Router module. */
const CHANGES = ["APP_GUARD", "useGlobalGuards", "enableVersioning", "RouterModule", "httpsOptions"];

/** Controllers of Nest. Source: docs.nestjs.com, Controllers and Global prefix. */
export function nestApplications(sources: Sources): Application[] {
  const files = sources.with(/^ts$/, /@nestjs\//);
  return files.flatMap((main) =>
    main.places("NestFactory . create").map((at) => {
      const folder = posix.dirname(main.path);
      const own = files.filter(({ path }) => folder === "." || path.startsWith(`${folder}/`));
      const prefix = own.some(isGuarded) ? undefined : globalPrefix(own);
      const endpoints = prefix === undefined ? [] : own.flatMap((file) => endpointsOf(file, own, prefix));
      return { framework: "nest", source: main.place(at), endpoints };
    }),
  );
}

function isGuarded(file: Source): boolean {
  if (CHANGES.some((name) => file.places(name).length > 0)) return true;
  return [...file.places(". use ("), ...file.places(". apply (")].some((at) =>
    mayGuard(file.text({ from: at + 3, to: file.partner(at + 2) })),
  );
}

/** Undefined: not literal, or not for all. */
function globalPrefix(files: readonly Source[]): string | undefined {
  const calls = files.flatMap((file) =>
    file.places("setGlobalPrefix (").map((at) => file.parts(at + 1).map((part) => file.literal(part))),
  );
  if (calls.length === 0) return "";
  return calls.length === 1 && calls[0]!.length === 1 ? calls[0]![0] : undefined;
}

function endpointsOf(file: Source, own: readonly Source[], prefix: string): Endpoint[] {
  return file.places("@ Controller (").flatMap((at) => {
    const parts = file.parts(at + 2);
    const path = parts.length === 0 ? "" : file.literal(parts[0]);
    let name = file.partner(at + 2);
    while (name < file.tokens.length && file.sign(name) !== "class" && file.sign(name) !== ";") name++;
    let body = name;
    while (body < file.tokens.length && file.sign(body) !== "{") body++;
    const head = file.text({ from: statementStart(file, at), to: body });
    if (path === undefined || parts.length > 1 || mayGuard(head) || /\b(?:UseGuards|Version)\b/.test(head)) return [];
    if (!own.some((each) => isListed(each, file.sign(name + 1)))) return [];
    return methods(file, body).flatMap((method) =>
      method.path === undefined
        ? []
        : [{ path: joined(joined(joined("", prefix), path), method.path), source: file.place(method.at) }],
    );
  });
}

/** Whether a module has that controller. */
function isListed(file: Source, name: string): boolean {
  return file.places("controllers : [").some((at) => file.parts(at + 2).some((part) => file.name(part) === name));
}

function methods(file: Source, body: number): { readonly path: string | undefined; readonly at: number }[] {
  return file.places("@ Get (", { from: body, to: file.partner(body) }).flatMap((at) => {
    if (file.enclosing(at) !== body) return [];
    let end = at;
    while (file.sign(end) !== "{" || file.enclosing(end) !== body) if (++end >= file.partner(body)) return [];
    const text = file.text({ from: statementStart(file, at), to: file.partner(end) });
    if (mayRefuse(text) || /\b(?:UseGuards|Version|Query|Param|Body|Headers|Req|Request|Session|Redirect)\b/.test(text))
      return [];
    const parts = file.parts(at + 2);
    return [{ path: parts.length === 0 ? "" : file.literal(parts[0]), at }];
  });
}

/** Behind the `;`, `}` or `{` in front, in the same brackets. */
function statementStart(file: Source, at: number): number {
  let from = at;
  while (
    from > 0 &&
    !(
      /^[;{}]$/.test(file.sign(from - 1)) &&
      (file.enclosing(from - 1) === file.enclosing(at) || file.enclosing(at) === from - 1)
    )
  )
    from--;
  return from;
}
