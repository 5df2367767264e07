import { parse } from "../dockerfile/dockerfile.js";
import type { Outcome } from "../engine/types.js";
import type { Delta } from "../plan/guard.js";
import { imagePlan, type ImagePlan, type StagePlan } from "../plan/plan.js";
import { stageFacts } from "../plan/state.js";
import { entryNames, type Naming } from "./entry-names.js";
import type { Announced } from "./judge.js";
import type { Sides } from "./verification.js";

/** What a rewrite announced about the stage that `target` names (else the last), of images with so many layers. */
export function announced(outcome: Outcome, target: string | undefined, layers: Sides<number>): Announced {
  const before = built(outcome.before, target);
  const after = built(outcome.after, target);
  const base = ({ plan, stage }: Built, count: number): number => Math.max(0, count - ownLayers(plan, stage));
  return {
    deltas: new Set(outcome.applied.flatMap(({ deltas = [] }): readonly Delta[] => deltas)),
    plan: outcome.plan
      .filter(({ stage }) => stage === before.stage?.name)
      .flatMap((change) => entryNames(change.what, after.naming).map((what) => ({ ...change, what }))),
    isOwn: (what) => setsEntry(before, what) || setsEntry(after, what),
    baseLayers: { before: base(before, layers.before), after: base(after, layers.after) },
  };
}

/** A text's plan, with the stage that is built. */
interface Built {
  readonly plan: ImagePlan;
  readonly stage: StagePlan | undefined;
  readonly naming: Naming;
}

function built(text: string, target: string | undefined): Built {
  const file = parse(text);
  const plan = imagePlan(file);
  const stage = builtStage(plan, target);
  const facts = stage && stageFacts(file)[plan.stages.indexOf(stage)];
  return { plan, stage, naming: { env: facts?.env ?? new Map<string, string>(), escape: file.escape } };
}

/** Whether a stage sets an entry of the configuration; one whose name has variables may be any of its kind. */
function setsEntry({ stage, naming }: Built, what: string): boolean {
  const kind = `${what.replace(/ .*/s, "")} `;
  return [...(stage?.config.keys() ?? [])].some((key) => {
    const isOpen = key.startsWith(kind) && key.includes("$");
    return isOpen || entryNames(key, naming).includes(what);
  });
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
