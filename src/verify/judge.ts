import type { Delta } from "../plan/guard.js";
import type { PlanChange } from "../plan/diff.js";
import { gonePackages, type GonePackages, sameParagraphs } from "./deb-packages.js";
import type { Difference, FileDifference } from "./difference.js";
import { followsFrom } from "./gone-files.js";
import { APT_STATES } from "./kept-text.js";
import { isPlanned } from "./planned.js";
import { IGNORED, type Rule, VOLATILE } from "./rules.js";
import type { TreeNode } from "./tree-node.js";
import type { Sides } from "./verification.js";

/** What the rewrite announced about the stage that is built. */
export interface Announced {
  readonly deltas: ReadonlySet<Delta>;
  /** The plan's changes of that stage, by the names that the image has for them. */
  readonly plan: readonly PlanChange[];
  /** Whether one of the two texts sets an entry of the configuration; the others come from the base. */
  readonly isOwn: (what: string) => boolean;
  /** How many of the lowest layers of each image may come from its base. */
  readonly baseLayers: Sides<number>;
}

/** The differences that count, those that were announced marked as such. */
export interface Judgement {
  readonly differences: readonly Difference[];
  /** How many were left out, as no two builds have them in common or as package caches. */
  readonly ignored: number;
  /** Packages that are gone as declared. */
  readonly packages: readonly string[];
}

/** Sorts the differences of two images into ignored, declared and others. */
export function judge(
  files: readonly FileDifference[],
  config: readonly Difference[],
  trees: Sides<TreeNode>,
  announced: Announced,
): Judgement {
  const rules = [...VOLATILE, ...[...announced.deltas].flatMap((delta) => IGNORED[delta])];
  const gone = announced.deltas.has("recommended-packages") ? gonePackages(trees.before, trees.after) : undefined;
  const counted = files.filter(
    (file) => !isIgnored(file, rules) && !isReordered(file, trees) && !isCompiled(file, trees),
  );
  return {
    differences: [
      ...counted.map((file) => marked(file, fileDeclaration(file, gone, trees, announced))),
      ...config.map((entry) => marked(entry, configDeclaration(entry, announced))),
    ],
    ignored: files.length - counted.length,
    packages: gone?.names ?? [],
  };
}

function isIgnored({ what, change }: FileDifference, rules: readonly Rule[]): boolean {
  return rules.some(({ paths, covers }) => (covers === "all" || covers === change) && matches(what, paths));
}

/** Python writes the time of the source into what it compiles: where both images have the source, that is compared. */
function isCompiled({ what, change }: FileDifference, trees: Sides<TreeNode>): boolean {
  const [, directory = "", name] = /^\/(.*\/)?([^/.]+)(?:\.[^/]+)?\.pyc$/.exec(what) ?? [];
  if (change !== "content" || name === undefined) return false;
  const source = `${directory.replace(/__pycache__\/$/, "")}${name}.py`;
  return [trees.before, trees.after].every((root) => root.at(source)?.entry?.kind === "file");
}

/** APT appends to its list of automatic packages in the order of the installations. */
function isReordered({ what, change }: FileDifference, trees: Sides<TreeNode>) {
  if (change !== "content" || what !== `/${APT_STATES}`) return false;
  const [before, after] = [trees.before, trees.after].map((root) => root.at(APT_STATES)?.entry?.text);
  return before !== undefined && after !== undefined && sameParagraphs(before, after);
}

function fileDeclaration(
  file: FileDifference,
  gone: GonePackages | undefined,
  trees: Sides<TreeNode>,
  { deltas, baseLayers }: Announced,
): Delta | undefined {
  if (gone !== undefined && followsFrom(gone, file, trees)) return "recommended-packages";
  const { layers } = file;
  const inBase =
    (layers.before === undefined || layers.before < baseLayers.before) &&
    (layers.after === undefined || layers.after < baseLayers.after);
  return deltas.has("base-image") && inBase ? "base-image" : undefined;
}

/** What the plan announces must come to the values that it announces. */
function configDeclaration(
  { what, before, after }: Difference,
  { deltas, plan, isOwn }: Announced,
): string | undefined {
  const change = plan.find((each) => each.what === what);
  if (change !== undefined) {
    // what the original does not set may still come from its base
    const isExpected = change.before === "none" || isPlanned(what, change.before, before);
    return isExpected && isPlanned(what, change.after, after) ? "plan" : undefined;
  }
  return deltas.has("base-image") && what !== "platform" && !isOwn(what) ? "base-image" : undefined;
}

function marked(difference: Difference, declared: string | undefined): Difference {
  const { kind, what, change, before, after } = difference;
  return { kind, what, change, before, after, ...(declared === undefined ? {} : { declared }) };
}

function matches(what: string, paths: readonly RegExp[]): boolean {
  return paths.some((path) => path.test(what.slice(1)));
}
