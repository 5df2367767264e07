import type { Sources } from "../source/sources.js";
import type { Application } from "./application.js";
import { mayGuard } from "./guard.js";

/** The health route of Laravel 11 and newer, which stands outside all groups. Source: laravel.com, Deployment, The Health Route. */
export function laravelApplications(sources: Sources): Application[] {
  return [...sources.every]
    .filter((path) => /(?:^|\/)bootstrap\/app\.php$/.test(path))
    .flatMap((path) => {
      const text = sources.context.read(path) ?? "";
      const source = text.trimStart().startsWith("<?php") ? sources.at(path) : undefined;
      const [call] = source?.places("-> withRouting (") ?? [];
      if (source === undefined || call === undefined) return [];
      const health = source.values(call + 2).get("health");
      const given = source.literal(health);
      const isGuarded = source
        .places("-> withMiddleware (")
        .some(
          (at) =>
            mayGuard(source.text({ from: at + 2, to: source.partner(at + 2) })) ||
            source.places("trustHosts").length > 0,
        );
      const isKnown = health !== undefined && given !== undefined && !isGuarded;
      const endpoints = isKnown ? [{ path: `/${given.replace(/^\//, "")}`, source: source.place(health.from) }] : [];
      return [{ framework: "laravel", source: source.place(call), endpoints }];
    });
}
