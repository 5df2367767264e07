import type { Source } from "../source/source.js";
import type { Endpoint } from "./application.js";

/** What happens to a router, in the order of the source. */
export type Event =
  | {
      readonly kind: "route";
      /** Undefined: not literal. */
      readonly path: string | undefined;
      readonly at: number;
      /** It answers GET whenever the router exists, and nothing at the route itself keeps requests out. */
      readonly isSure: boolean;
    }
  /** Something that may keep requests out, below a path or everywhere. */
  | { readonly kind: "guard"; readonly path?: string | undefined }
  | { readonly kind: "mount"; readonly path: string | undefined; readonly target: Router; readonly isSure: boolean };

export interface Router {
  readonly source: Source;
  /** Goes in front of its paths. */
  readonly prefix: string;
  readonly events: readonly Event[];
  /** Guards also count for routes that stand before them. */
  readonly isUnordered: boolean;
}

/** What a router serves below a prefix. What an earlier pattern or guard may take is left out. */
export function endpointsOf(router: Router, isEnd = (path: string) => path): Endpoint[] {
  const found: Endpoint[] = [];
  const guards: (string | undefined)[] = [];
  const walk = (
    { source, prefix, events, isUnordered }: Router,
    above: string,
    isSure: boolean,
    depth: number,
  ): void => {
    const base = joined(above, prefix);
    const guard = (path: string | undefined): void => {
      guards.push(path === undefined ? base : joined(base, path));
    };
    if (isUnordered) for (const event of events) if (event.kind === "guard") guard(event.path);
    for (const event of events) {
      if (event.kind === "guard") guard(event.path);
      else if (event.kind === "mount") {
        if (depth > 8) continue;
        const isFound = isSure && event.isSure && event.path !== undefined;
        walk(event.target, event.path === undefined ? base : joined(base, event.path), isFound, depth + 1);
      } else if (event.path === undefined) {
        if (!isUnordered) guard(undefined);
      } else {
        const path = isEnd(joined(base, event.path));
        const isTaken = guards.some((each) => each === undefined || covers(each, path));
        if (isSure && event.isSure && !isTaken && /^\/[\w./-]*$/.test(path))
          found.push({ path, source: source.place(event.at) });
        if (/[:*(){}<>?+]/.test(event.path)) guards.push(upToPattern(joined(base, event.path)));
      }
    }
  };
  walk(router, "", true, 0);
  return found;
}

/** `/api` and `health` → `/api/health` */
export function joined(above: string, below: string): string {
  if (below === "" || below === "/") return above === "" ? below : above;
  return `${above.replace(/\/$/, "")}/${below.replace(/^\//, "")}`;
}

function covers(guard: string, path: string): boolean {
  const start = guard.replace(/[/*]+$/, "");
  return start === "" || path === start || path.startsWith(`${start}/`);
}

/** `/users/:id` → `/users`: everything below may be taken by it. */
function upToPattern(path: string): string {
  return path.replace(/\/?[^/]*[:*(){}<>?+].*$/, "");
}
