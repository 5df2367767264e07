import type { Delta } from "../guard.js";
import type { ImagePlan, StagePlan } from "../plan.js";
import { withoutHealthCheck, withoutRuntimeEnv } from "./config.js";
import { withoutInit } from "./init.js";
import { withoutOwnership, withoutSudo } from "./ownership.js";
import { withoutExecForm } from "./exec-form.js";
import { withoutUser } from "./user.js";

/** The stage `after` without what a delta lets come in. */
type Without = (before: StagePlan, after: StagePlan) => StagePlan;

const DECLARED: Partial<Record<Delta, Without>> = {
  user: withoutUser,
  ownership: withoutOwnership,
  sudo: withoutSudo,
  "health-check": withoutHealthCheck,
  "runtime-env": withoutRuntimeEnv,
  "exec-form": withoutExecForm,
  init: withoutInit,
};

/** The plan `after` without what the deltas let come in, so that all the rest can be held against `before`. */
export function withoutDeclared(before: ImagePlan, after: ImagePlan, deltas: ReadonlySet<Delta>): ImagePlan {
  const all = [...deltas].flatMap((delta) => DECLARED[delta] ?? []);
  if (all.length === 0) return after;
  const stages = after.stages.map((stage, index) =>
    all.reduce((rest, without) => without(before.stages[index]!, rest), stage),
  );
  return { ...after, stages };
}
