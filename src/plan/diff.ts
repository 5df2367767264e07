import type { ImagePlan, StagePlan } from "./plan.js";

/** One line of what changes in the image: `stage final: user root → 1001`. */
export interface PlanChange {
  /** The stage's name, or its number as text. */
  readonly stage: string;
  /** What changes: `base`, `layers`, `commands`, or an entry of the configuration. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** The change for a reader, where more is known than the values: `root → node (1000)`. */
  readonly shown?: string;
}

/** What differs between two plans, stage by stage, in words for a reviewer. */
export function planDiff(before: ImagePlan, after: ImagePlan): PlanChange[] {
  return before.stages.flatMap((stage, index) => {
    const other = after.stages[index];
    return other === undefined ? [] : stageDiff(stage, other);
  });
}

function stageDiff(before: StagePlan, after: StagePlan): PlanChange[] {
  const changes: PlanChange[] = [];
  const compare = (what: string, was: string, is: string): void => {
    if (was !== is) changes.push({ stage: before.name, what, before: was, after: is });
  };
  compare("base", before.base, after.base);
  compare("platform", before.platform || "none", after.platform || "none");
  compare("layers", String(layers(before)), String(layers(after)));
  for (const name of new Set([...before.config.keys(), ...after.config.keys()])) {
    compare(name, before.config.get(name) ?? "none", after.config.get(name) ?? "none");
  }
  return changes;
}

function layers({ steps }: StagePlan): number {
  return steps.filter(({ isLayer }) => isLayer).length;
}
