import type { PlanChange } from "../plan/diff.js";

/** The plan's changes as a reader likes them, where a fix says more than the values do: `root → node (1000)`. */
export function shownPlan(changes: readonly PlanChange[], shows: ReadonlyMap<string, string>): PlanChange[] {
  return changes.map((change) => {
    const shown = shows.get(change.what);
    return shown === undefined ? change : { ...change, shown };
  });
}
