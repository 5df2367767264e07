import type { Difference } from "./difference.js";
import { EMPTY } from "./planned.js";

/** What differs between two configurations; an entry that one side lacks is empty there. */
export function configDifferences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((what) => before.get(what) !== after.get(what))
    .map((what) => ({
      kind: "config",
      what,
      change: "value",
      before: shown(before.get(what)),
      after: shown(after.get(what)),
    }));
}

function shown(value: string | undefined): string {
  return value === "" ? EMPTY : (value ?? "");
}
