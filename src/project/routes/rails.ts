import type { Source } from "../source/source.js";
import type { Sources } from "../source/sources.js";
import type { Application, Endpoint } from "./application.js";

/**
 * Rails' own health controller, which no `before_action` of the application touches. A redirection to https or a list of hosts in
 * production would keep a probe out. Source: guides.rubyonrails.org, Configuring, `config.force_ssl`, `config.hosts`;
 * api.rubyonrails.org, Rails::HealthController.
 */
export function railsApplications(sources: Sources): Application[] {
  return [...sources.every]
    .filter((path) => /(?:^|\/)config\/routes\.rb$/.test(path))
    .flatMap((path) => {
      const routes = sources.at(path);
      const production = sources.at(path.replace(/routes\.rb$/, "environments/production.rb"));
      const [start] = routes?.places("routes . draw do") ?? [];
      if (routes === undefined || start === undefined) return [];
      const isKnown = production !== undefined && !isClosed(production);
      return [{ framework: "rails", source: routes.place(start), endpoints: isKnown ? health(routes, start) : [] }];
    });
}

function health(routes: Source, start: number): Endpoint[] {
  const found: Endpoint[] = [];
  let depth = 0;
  for (let at = start + 3; at < routes.tokens.length && depth >= 0; at++) {
    const isFirst = routes.tokens[at - 1]!.line < routes.tokens[at]!.line;
    const sign = routes.sign(at);
    if (sign === "do" || (isFirst && /^(?:if|unless|case|begin|while|until|def)$/.test(sign))) depth++;
    if (sign === "end") depth--;
    // within the draw block itself
    if (depth !== 1 || !isFirst || sign !== "get") continue;
    const path = routes.literal({ from: at + 1, to: at + 2 });
    const behind = routes.sign(at + 2) === "=>" ? at + 3 : routes.reads(at + 2, ", to :") ? at + 5 : -1;
    const isOwn =
      routes.literal({ from: behind, to: behind + 1 }) === "rails/health#show" && isWhole(routes, behind + 1);
    if (path !== undefined && isOwn) found.push({ path: `/${path.replace(/^\//, "")}`, source: routes.place(at) });
  }
  return found;
}

/** Nothing but a name follows: no constraint and no condition. */
function isWhole(routes: Source, at: number): boolean {
  const line = routes.tokens[at - 1]!.line;
  let rest = "";
  for (let next = at; next < routes.tokens.length && routes.tokens[next]!.line === line; next++)
    rest += `${routes.sign(next)} `;
  return /^(?:, as : : \w+ )?$/.test(rest);
}

function isClosed(production: Source): boolean {
  const isSecure =
    production.places("config . force_ssl").length > 0 && production.places("config . force_ssl = false").length === 0;
  const isBehind = production.places("config . assume_ssl = true").length > 0;
  return (
    (isSecure && !isBehind) ||
    production.places("config . hosts").length > 0 ||
    production.places("relative_url_root").length > 0
  );
}
