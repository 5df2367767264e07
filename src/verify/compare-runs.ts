import type { Difference } from "./difference.js";
import type { Observation, Sides } from "./verification.js";

/**
 * What differs between two containers. A difference follows from one of the images' configurations where that one was
 * announced, but no announcement makes up for a rewrite that stops, or that is not healthy.
 */
export function runDifferences(
  { before, after }: Sides<Observation>,
  config: readonly Difference[],
): readonly Difference[] {
  const announces = (what: string): boolean =>
    config.some((entry) => entry.what === what && entry.declared !== undefined);
  const declared: Readonly<Record<keyof Observation, boolean>> = {
    state: false,
    health: announces("health check") && (after.health === "healthy" || after.health === "none"),
    user: announces("user") && after.user !== "",
  };
  return (["state", "health", "user"] as const)
    .filter((what) => before[what] !== after[what])
    .map((what) => ({
      kind: "run",
      what,
      change: "value",
      before: before[what],
      after: after[what],
      ...(declared[what] ? { declared: "plan" } : {}),
    }));
}
