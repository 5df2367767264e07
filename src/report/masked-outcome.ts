import type { Outcome } from "../engine/types.js";
import type { PlanChange } from "../plan/diff.js";
import { type Mask, masked, maskedEntry, maskFor } from "./mask.js";
import type { Verified } from "./verification-json.js";

/** An outcome whose messages may be printed; the texts of files are left for those who make diffs of them. */
export function maskedOutcome(outcome: Outcome): Outcome {
  const { applied, skipped, advice, errors, plan, todos } = outcome;
  const mask = maskFor(outcome.before);
  const said = maskedStrings({ applied, skipped, advice, errors, todos }, mask);
  return { ...outcome, ...said, plan: plan.map(maskedChange) };
}

/** A verified file as it may be printed. */
export function maskedVerification({ log, differences, ...file }: Verified): Verified {
  const result = {
    ...maskedStrings(file),
    differences: differences.map((difference) => {
      const { what, before, after } = difference;
      return { ...difference, before: maskedEntry(what, before), after: maskedEntry(what, after) };
    }),
  };
  // a key in a log is known by the lines around it
  return log === undefined ? result : { ...result, log: masked(log.join("\n")).split("\n") };
}

/** What is shown instead of the values goes with them. */
function maskedChange({ shown, ...change }: PlanChange): PlanChange {
  const { what } = change;
  const [before, after] = [maskedEntry(what, change.before), maskedEntry(what, change.after)];
  const isMasked = before !== change.before || after !== change.after;
  const said = { ...change, before, after };
  return shown === undefined || isMasked ? said : { ...said, shown: masked(shown) };
}

/** Every text in something, so that what comes to it later is not forgotten. */
function maskedStrings<T>(value: T, mask: Mask = masked): T {
  if (typeof value === "string") return mask(value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => maskedStrings(each, mask)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskedStrings<unknown>(each, mask)])) as T;
}
