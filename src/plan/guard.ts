import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Unit } from "./flatten.js";
import { normalize } from "./normalize.js";
import type { ImagePlan, StagePlan } from "./plan.js";

/**
 * What a fix may change in the image plan. `package-caches`: package-manager caches come or go, repeated list updates are
 * dropped, neighbouring installs are joined. `recommended-packages`: `--no-install-recommends` comes in. `base-image`: stages
 * may be built on another reference.
 */
export type Delta = "package-caches" | "recommended-packages" | "base-image";

/** Why a rewrite is rejected: what differs that was not declared. Undefined: accepted. */
export function rejection(
  before: { readonly file: Dockerfile; readonly plan: ImagePlan },
  after: { readonly file: Dockerfile; readonly plan: ImagePlan },
  deltas: ReadonlySet<Delta>,
): string | undefined {
  if (after.file.problems.length > 0) return `the result does not parse: ${after.file.problems[0]!.message}`;
  const lost = lostComment(before.file, after.file);
  if (lost !== undefined) return `a comment is lost: ${lost}`;
  if (before.plan.directives !== after.plan.directives && !deltas.has("base-image"))
    return "directives or global ARGs differ";
  if (before.plan.stages.length !== after.plan.stages.length) return "the number of stages differs";
  for (const [index, stage] of before.plan.stages.entries()) {
    const difference = stageDifference(stage, after.plan.stages[index]!, deltas);
    if (difference !== undefined) return `stage ${stage.name}: ${difference}`;
  }
  return undefined;
}

function stageDifference(before: StagePlan, after: StagePlan, deltas: ReadonlySet<Delta>): string | undefined {
  if (before.name !== after.name) return `its name becomes ${after.name}`;
  if (before.base !== after.base && !deltas.has("base-image")) return `the base ${before.base} becomes ${after.base}`;
  const mine = normalize(before.steps, deltas, Math.max);
  const theirs = normalize(after.steps, deltas, Math.min);
  for (let index = 0; index < Math.max(mine.length, theirs.length); index++) {
    const [was, is] = [mine[index], theirs[index]];
    if (was !== undefined && was.key === is?.key) {
      if (is.lists < was.lists) return `\`${shorten(is.unit)}\` no longer finds the package lists`;
      continue;
    }
    return `\`${shorten(mine[index]?.unit)}\` becomes \`${shorten(theirs[index]?.unit)}\``;
  }
  for (const name of new Set([...before.config.keys(), ...after.config.keys()])) {
    if (before.config.get(name) !== after.config.get(name)) return `${name} differs`;
  }
  return undefined;
}

function shorten(unit: Unit | undefined): string {
  if (unit === undefined) return "nothing";
  const text = unit.text.replaceAll("\n", " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A comment of `before` that `after` holds less often. */
function lostComment(before: Dockerfile, after: Dockerfile): string | undefined {
  if (before.comments.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const text of comments(after)) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of comments(before)) {
    const left = counts.get(text) ?? 0;
    if (left === 0) return text;
    counts.set(text, left - 1);
  }
  return undefined;
}

function comments({ comments, source }: Dockerfile): string[] {
  return comments.map(({ range }) => source.slice(range.start, range.end).trim());
}
