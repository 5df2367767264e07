import type { Difference } from "./difference.js";
import { HIDDEN, isSecretName } from "./redact.js";

/** What differs between two configurations; an entry that one side lacks is empty there, and secrets are hidden. */
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
      before: shown(what, before.get(what)),
      after: shown(what, after.get(what)),
    }));
}

/** A value, or that there is one. */
function shown(what: string, value = ""): string {
  return value !== "" && /^(?:env|label) /.test(what) && isSecretName(what) ? HIDDEN : value;
}
