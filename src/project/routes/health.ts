import type { Context } from "../context.js";
import { Sources } from "../source/sources.js";
import { actuatorApplications } from "./actuator.js";
import { aspnetApplications } from "./aspnet.js";
import type { Application, Endpoint } from "./application.js";
import { healthRank } from "./health-path.js";
import { isNotPlain } from "./guard.js";
import { goServers } from "./go/servers.js";
import { nestApplications } from "./javascript/nest.js";
import { nextApplications } from "./javascript/next.js";
import { plainServers } from "./javascript/plain.js";
import { laravelApplications } from "./laravel.js";
import { railsApplications } from "./rails.js";
import { pythonServers } from "./python/servers.js";
import { javascriptServers } from "./javascript/servers.js";

export interface HealthRoute extends Endpoint {
  readonly framework: string;
}

/** Where applications of the context disagree. */
export interface RouteConflict {
  readonly conflict: readonly string[];
}

const FAMILIES: readonly ((sources: Sources) => readonly Application[])[] = [
  javascriptServers,
  nestApplications,
  nextApplications,
  plainServers,
  pythonServers,
  actuatorApplications,
  goServers,
  railsApplications,
  laravelApplications,
  aspnetApplications,
];

/**
 * The path that a health check may ask, by the routes of the source: one that answers GET without authentication, as far as can be
 * seen. `roots` are the files or folders that the image runs, if that is known; without them every application of the context has
 * to serve the path.
 */
export function healthRoute(
  context: Context,
  roots: readonly string[] = [""],
): HealthRoute | RouteConflict | undefined {
  const sources = new Sources(context);
  if (sources.paths.some((path) => isNotPlain(context.read(path) ?? ""))) return undefined;
  const applications = FAMILIES.flatMap((family) => family(sources)).filter(({ source }) =>
    sources.isBelow(source, roots),
  );
  if (!sources.isComplete || applications.length === 0) return undefined;
  const best = applications.map(bestOf);
  const [first] = best;
  if (first !== undefined && best.every((each) => each?.path === first.path && each.port === first.port)) return first;
  return best.every((each) => each === undefined) ? undefined : { conflict: applications.map(({ source }) => source) };
}

function bestOf({ framework, endpoints }: Application): HealthRoute | undefined {
  const ranked = endpoints.flatMap((endpoint) => {
    const rank = healthRank(endpoint.path);
    return rank === undefined ? [] : [{ rank, route: { ...endpoint, framework } }];
  });
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.route;
}
