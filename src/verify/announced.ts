import { parse } from "../dockerfile/dockerfile.js";
import type { Outcome } from "../engine/types.js";
import type { Delta } from "../plan/guard.js";
import { imagePlan, type ImagePlan, type StagePlan } from "../plan/plan.js";
import type { Announced } from "./judge.js";
import type { Sides } from "./verification.js";

/** What a rewrite announced about the stage that `target` names (else the last), of images with so many layers. */
export function announced(outcome: Outcome, target: string | undefined, layers: Sides<number>): Announced {
  const plans = { before: imagePlan(parse(outcome.before)), after: imagePlan(parse(outcome.after)) };
  const stages = { before: builtStage(plans.before, target), after: builtStage(plans.after, target) };
  const keys = [stages.before, stages.after].flatMap((stage) => [...(stage?.config.keys() ?? [])]);
  const base = (side: keyof Sides<number>): number => Math.max(0, layers[side] - ownLayers(plans[side], stages[side]));
  return {
    deltas: new Set(outcome.applied.flatMap(({ deltas = [] }): readonly Delta[] => deltas)),
    plan: outcome.plan.filter(({ stage }) => stage === stages.before?.name),
    own: new Set(keys),
    baseLayers: { before: base("before"), after: base("after") },
  };
}

/** A stage is named by its name, in any case, or its number. */
function builtStage({ stages }: ImagePlan, target: string | undefined): StagePlan | undefined {
  if (target === undefined) return stages.at(-1);
  return stages.find(({ name }) => name.toLowerCase() === target.toLowerCase()) ?? stages[Number(target)];
}

/** At most so many layers come from the Dockerfile itself: builders leave some out, never put more in. */
function ownLayers(plan: ImagePlan, stage: StagePlan | undefined): number {
  if (stage === undefined) return Number.MAX_SAFE_INTEGER;
  const own = stage.steps.filter(({ isLayer }) => isLayer).length;
  return stage.parent === undefined ? own : own + ownLayers(plan, plan.stages[stage.parent]);
}
