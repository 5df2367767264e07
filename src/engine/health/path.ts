import { healthProbe } from "../../project/probes/probes.js";
import { healthRoute } from "../../project/routes/health.js";
import type { Facts } from "../facts.js";
import { copiedRoots } from "./roots.js";

/** A path that answers when the application is well. */
export interface Asked {
  readonly path: string;
  /** Where it is not the application's main port. */
  readonly port?: number;
  readonly kind: "option" | "route" | "probe";
  /** `src/app.js:12` */
  readonly source: string;
  readonly says: string;
}

/** The path that the user names, a probe of the repository asks, or a route of the source serves; undefined: none that is certain. */
export function askedPath(facts: Facts): Asked | undefined {
  const { context, running, file } = facts;
  if (running.healthPath !== undefined)
    return { path: running.healthPath, kind: "option", source: "--health-path", says: running.healthPath };
  if (context === undefined || file.stages.length === 0) return undefined;
  const probe = healthProbe(context, facts.path);
  if (probe !== undefined && !("conflict" in probe)) {
    const { path, port, source } = probe;
    return { path, ...(port !== undefined && { port }), kind: "probe", source, says: `asks ${path}` };
  }
  const route = healthRoute(context, copiedRoots(facts));
  if (route === undefined || "conflict" in route) return undefined;
  const { path, port, source, framework } = route;
  return { path, ...(port !== undefined && { port }), kind: "route", source, says: `${framework} serves ${path}` };
}
