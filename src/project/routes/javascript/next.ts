import { posix } from "node:path";
import { json } from "../../readers.js";
import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import type { Application, Endpoint } from "../application.js";
import { mayRefuse } from "../guard.js";
import { exportedAt } from "./bindings.js";
import { bodySpan } from "./functions.js";

/** Settings that change the address or the answer. Source: nextjs.org, next.config.js Options. */
const MOVING = /\b(?:basePath|trailingSlash|pageExtensions|redirects|beforeFiles|i18n|export)\b/;

/** Route handlers of Next.js. Source: nextjs.org, File-system conventions: route.js and API Routes. */
export function nextApplications(sources: Sources): Application[] {
  return [...sources.every]
    .filter((path) => /(?:^|\/)package\.json$/.test(path))
    .flatMap((path) => {
      const text = sources.context.read(path) ?? "";
      const said = json("dependencies", "next")(text);
      if (said === undefined) return [];
      const root = path.replace(/package\.json$/, "");
      const endpoints = isMoved(sources, root) ? [] : handlers(sources, root);
      return [{ framework: "next", source: `${path}:${said.line}`, endpoints }];
    });
}

function isMoved(sources: Sources, root: string): boolean {
  return [...sources.every].some((path) => {
    if (!path.startsWith(root)) return false;
    const name = path.slice(root.length);
    if (/^(?:src\/)?(?:middleware|proxy)\.[mc]?[jt]sx?$/.test(name)) return true;
    if (!/^next\.config\.[mc]?[jt]s$/.test(name)) return false;
    const source = sources.at(path);
    return (
      source === undefined || MOVING.test(source.text(source.all).replaceAll(/module \. exports|export default/g, ""))
    );
  });
}

function handlers(sources: Sources, root: string): Endpoint[] {
  return sources.paths.flatMap((path) => {
    const name = path.startsWith(root) ? path.slice(root.length).replace(/^src\//, "") : "";
    const isRoute = /^app\/(?:.*\/)?route\.[jt]s$/.test(name);
    if (!isRoute && !/^pages\/api\/.*\.[jt]s$/.test(name)) return [];
    const address = addressOf(name, isRoute);
    const source = address === undefined ? undefined : sources.at(path);
    const at = source === undefined ? undefined : exportedAt(source, isRoute ? "GET" : "default");
    if (source === undefined || at === undefined || !answers(source, bodySpan(source, at))) return [];
    return [{ path: address!, source: source.place(at) }];
  });
}

/** Undefined: with parts that are no literal. */
function addressOf(name: string, isRoute: boolean): string | undefined {
  const parts = (isRoute ? posix.dirname(name).slice(3) : name.slice(5).replace(/(?:\/index)?\.[jt]s$/, ""))
    .split("/")
    .filter((part) => part !== "" && !/^\(\w[^)]*\)$/.test(part));
  return parts.some((part) => /^[_@(]|\[/.test(part)) ? undefined : `/${parts.join("/")}`;
}

function answers(source: Source, span: Span): boolean {
  const text = source.text(span);
  return !mayRefuse(text) && !/\b(?:query|searchParams|headers|cookies|session)\b/.test(text);
}
