import { type Dockerfile, parse } from "../dockerfile/dockerfile.js";
import { variables } from "../dockerfile/lex.js";
import { parseReference } from "../image/reference.js";
import { withoutDeclared } from "./declared/declared.js";
import { imagesIn, type Normal, normalize, type Normalized } from "./normalize.js";
import { forgotten } from "./secrets/forgotten.js";
import { type ImagePlan, imagePlan, type StagePlan } from "./plan.js";
import { type Digests, idOf, namesSameImage, toldDigest } from "./same-image.js";

/**
 * What a fix may change in the image plan. `package-caches`: package-manager caches come or go, repeated list updates are
 * dropped, neighbouring installs are joined. `recommended-packages`: `--no-install-recommends` comes in. `base-image`: a stage
 * may name its base by another tag of the same image. `base-version`: with it, by a tag of another version of the same variant;
 * a digest may be brought up to date. `user`: accounts are created, directories and copies of the application get an owner, and
 * the stage ends as another user than root. `ownership`: copies get the owner that a `chown -R` gave them. `sudo`: root does without
 * it. `health-check`: one comes in. `runtime-env`: settings of the interpreter come in. `exec-form`: a command runs without a shell in
 * front of it. `init`: a program comes in that forwards signals. `home`: what lay in `/root/.local` lies in the same place of another home.
 */
export type Delta =
  | "package-caches" | "recommended-packages" | "base-image" | "base-version" | "user" | "ownership" | "sudo" | "health-check"
  | "runtime-env" | "exec-form" | "init" | "home" | "secrets"; // prettier-ignore

interface Side {
  readonly file: Dockerfile;
  readonly plan: ImagePlan;
  /** Digests that registries have told. */
  readonly registry?: Digests | undefined;
}

/** Why a rewrite is rejected: what differs that was not declared. Undefined: accepted. */
export function rejection(before: Side, given: Side, deltas: ReadonlySet<Delta>): string | undefined {
  if (deltas.has("secrets")) return secretsDifference(before, given, deltas);
  const plan = deltas.has("home") ? imagePlan(parse(movedBack(given.file.source))) : given.plan;
  const after = { file: given.file, registry: given.registry, plan: withoutDeclared(before.plan, plan, deltas) };
  if (after.file.problems.length > 0) return `the result does not parse: ${after.file.problems[0]!.message}`;
  const lost = missing(comments(before), comments(given));
  if (lost !== undefined) return `a comment is lost: ${lost}`;
  if (!areSameDirectives(before, after, deltas)) return "the parser directives differ";
  if (before.plan.stages.length !== after.plan.stages.length) return "the number of stages differs";
  const global = globalsDifference(before, after, deltas);
  if (global !== undefined) return global;
  const renews = deltas.has("base-version");
  const imageId = deltas.has("base-image") ? (text: string) => idOf(text, renews, after.registry) : undefined;
  const mine = normalize(before.plan, deltas, imageId);
  const theirs = normalize(after.plan, deltas, imageId);
  for (const [index, was] of before.plan.stages.entries()) {
    const is = after.plan.stages[index]!;
    const difference =
      baseDifference(was, is, after, deltas) ??
      workDifference(mine[index]!.units, theirs[index]!.units) ??
      strayUpkeep(mine[index]!, theirs[index]!) ??
      configDifference(was, is);
    if (difference !== undefined) return `stage ${was.name}: ${difference}`;
  }
  const stray = renews
    ? missing(outdatedCopies(after, after.registry), outdatedCopies(before, after.registry))
    : undefined;
  return stray && `the digest of ${stray} is not what its registry gives`;
}

/** Secrets come by mounts, and nothing that was made with one stays; all the rest is as the other deltas let it be. */
function secretsDifference(before: Side, after: Side, deltas: ReadonlySet<Delta>): string | undefined {
  const lost = missing(comments(before), comments(after));
  if (lost !== undefined) return `a comment is lost: ${lost}`;
  const files = forgotten(before.file, after.file);
  if (typeof files === "string") return files;
  const others = new Set([...deltas].filter((delta) => delta !== "secrets"));
  const side = (file: Dockerfile, { registry }: Side): Side => ({ file, plan: imagePlan(file), registry });
  return rejection(side(files.before, before), side(files.after, after), others);
}

/** The frontend that `syntax` names may get another name, as a base may. */
function areSameDirectives(before: Side, { plan, registry }: Side, deltas: ReadonlySet<Delta>): boolean {
  const [was, is] = [before.plan.directives, plan.directives];
  return (
    was.length === is.length &&
    was.every(([name, value], index) => {
      const [otherName, other] = is[index]!;
      if (name !== otherName || value === other) return name === otherName;
      return name === "syntax" && deltas.has("base-image") && namesSameImage(value, other, deltas, registry);
    })
  );
}

/** Images, copied or mounted out of, with a digest that is not the one that their registry has told for the tag. */
function outdatedCopies({ plan }: Side, registry: Digests | undefined): string[] {
  return plan.stages
    .flatMap(({ steps }) => steps.flatMap(imagesIn))
    .filter((text) => {
      const reference = parseReference(text);
      const told = reference?.digest && reference.tag && toldDigest(reference, reference.tag.text, registry);
      return told !== undefined && told !== reference!.digest!.text;
    });
}

/** Root's own packages where they were. */
function movedBack(source: string): string {
  return source.replace(/\/home\/[\w-]+\/\.local(?![\w-])/g, "/root/.local");
}

/** A base may change through the default of a global ARG that its FROM uses; of others nothing may. */
function globalsDifference(before: Side, after: Side, deltas: ReadonlySet<Delta>): string | undefined {
  const [was, is] = [before.plan.globals, after.plan.globals];
  if (was.length !== is.length || was.some(([name], index) => name !== is[index]![0])) return "the global ARGs differ";
  const moved = before.plan.stages.filter(({ base }, index) => base !== after.plan.stages[index]!.base);
  const used = moved.flatMap(({ writtenBase }) => variables(writtenBase, after.file.escape).map(({ name }) => name));
  const stray = was.find(([name, value], index) => value !== is[index]![1] && !used.includes(name));
  const strayName = deltas.has("base-image")
    ? stray?.[0]
    : was.find(([, value], index) => value !== is[index]![1])?.[0];
  return strayName && `the global ARG ${strayName} differs`;
}

function baseDifference(
  before: StagePlan,
  after: StagePlan,
  { file: { escape }, registry }: Side,
  deltas: ReadonlySet<Delta>,
): string | undefined {
  if (before.name !== after.name) return `its name becomes ${after.name}`;
  if (before.platform !== after.platform) return `its platform ${before.platform} becomes ${after.platform}`;
  if (before.writtenBase === after.writtenBase && before.base === after.base) return undefined;
  // what a build argument may give stays where it is
  const given = (word: string): string =>
    variables(word, escape)
      .map(({ name, modifier }) => `${name}${modifier}`)
      .join();
  const sameVariables = given(before.writtenBase) === given(after.writtenBase);
  if (deltas.has("base-image") && sameVariables && namesSameImage(before.base, after.base, deltas, registry))
    return undefined;
  return `the base ${before.writtenBase} becomes ${after.writtenBase}`;
}

function workDifference(before: readonly Normal[], after: readonly Normal[]): string | undefined {
  let at = 0;
  let [wasBefore, isBefore]: (Normal | undefined)[] = [];
  for (const is of [...after, undefined]) {
    while (before[at]?.optional === true && before[at]?.key !== is?.key) at++;
    const was = before[at++];
    const difference = unitDifference(was, is);
    if (difference !== undefined) return difference;
    if (was && is && !is.optional && splits(wasBefore, was, isBefore, is))
      return `\`${shorten(is)}\` moves to a RUN of its own`;
    [wasBefore, isBefore] = [was, is];
  }
  return undefined;
}

function unitDifference(was: Normal | undefined, is: Normal | undefined): string | undefined {
  if (was?.key !== is?.key) {
    if (was?.unit.text === is?.unit.text) return `\`${shorten(is)}\` runs under other conditions`;
    return `\`${shorten(was)}\` becomes \`${shorten(is)}\``;
  }
  if (was === undefined || is === undefined) return undefined;
  if ([...was.lists].some(([name, found]) => (is.lists.get(name) ?? 0) < found))
    return `\`${shorten(is)}\` no longer finds the package lists`;
  if (is.updates > was.updates) return `a list update comes in before \`${shorten(is)}\``;
  if (!was.bare.every((text) => is.bare.includes(text))) return `\`${shorten(is)}\` installs recommended packages`;
  return undefined;
}

/** Processes, and what a RUN writes to its mounts, end with it: what ran in one RUN must stay together. */
function splits(wasBefore: Normal | undefined, was: Normal, isBefore: Normal | undefined, is: Normal): boolean {
  const apart = wasBefore?.steps[1] !== was.steps[0] || isBefore?.steps[1] === is.steps[0];
  return !apart || (was.steps[0] === was.steps[1] && is.steps[0] !== is.steps[1]);
}

/** Upkeep that comes in must be something that the image can do there. */
function strayUpkeep(before: Normalized, after: Normalized): string | undefined {
  const known = new Set(before.upkeep.map(({ key }) => key));
  const stray = after.upkeep.find(({ key, fits }) => !fits && !known.has(key));
  if (stray !== undefined) return `\`${stray.text}\` comes in where no package manager ran`;
  // what is cleaned before any package work makes that fetch anew
  const kept = new Set(after.upkeep.map(({ key }) => key));
  const gone = before.upkeep.find(({ key, fits }) => !fits && !kept.has(key));
  return gone && `\`${gone.text}\` is gone from in front of the package work`;
}

function configDifference(before: StagePlan, after: StagePlan): string | undefined {
  return differing(before.config, after.config) ?? differing(before.expansions, after.expansions);
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string | undefined {
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) !== after.get(name)) return `${name} differs`;
  }
  return undefined;
}

function shorten(normal: Normal | undefined): string {
  if (normal === undefined) return "nothing";
  const text = normal.unit.text.replaceAll("\n", " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A text that `after` holds less often than `before`. */
function missing(before: readonly string[], after: readonly string[]): string | undefined {
  if (before.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const text of after) counts.set(text, (counts.get(text) ?? 0) + 1);
  for (const text of before) {
    const left = counts.get(text) ?? 0;
    if (left === 0) return text;
    counts.set(text, left - 1);
  }
  return undefined;
}

/** The builder's comments and the shell's, without directives. */
function comments({ file, plan }: Side): string[] {
  const own = file.comments
    .slice(file.directives.length)
    .map(({ range }) => file.source.slice(range.start, range.end).trim());
  return [...own, ...plan.stages.flatMap(({ steps }) => steps.flatMap((step) => step.comments))];
}
