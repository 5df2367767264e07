import type { Config, Step } from "../plan.js";

/** Without the steps of a kind that were not there before. */
export function withoutNew(
  before: readonly Step[],
  after: readonly Step[],
  isDeclared: (step: Step) => boolean,
): readonly Step[] {
  let at = 0;
  return after.filter((step) => {
    const isOld = before[at] !== undefined && sameUnits(before[at]!, step);
    if (!isOld && isDeclared(step)) return false;
    at++;
    return true;
  });
}

function sameUnits(one: Step, other: Step): boolean {
  return (
    one.kind === other.kind &&
    JSON.stringify(one.units.map(({ text }) => text)) === JSON.stringify(other.units.map(({ text }) => text))
  );
}

/** A configuration with one entry changed, or without it. */
export function withEntry(config: Config, name: string, value: string | undefined): Config {
  const changed = new Map(config);
  if (value === undefined) changed.delete(name);
  else changed.set(name, value);
  return changed;
}
