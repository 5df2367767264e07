import { officialImages, type TagGroup } from "../image/catalogue.js";
import { exactTag, isDated, precision, statesVersion, versionOf } from "../image/pin.js";
import { type ImageReference, nameOf, parseReference } from "../image/reference.js";
import { ciStatements } from "../project/ci.js";
import type { Context } from "../project/context.js";
import { dotnetStatements } from "../project/dotnet.js";
import { isRuntime, type Statement, statements } from "../project/statements.js";
import type { RegistryFacts } from "./registry-facts.js";
import { allowedTag, areSame, sameImageTag } from "./registry-tag.js";
import type { Evidence } from "./types.js";
import { fitsTag, type TagSlot } from "./from-variables.js";
import { meantVersion } from "./meant-version.js";

/** An image and the tag that says exactly which one it is. */
export interface ChosenTag {
  readonly reference: ImageReference;
  readonly tag: string;
  /** What the repository says about the version. */
  readonly because: readonly Statement[];
  /** The tag names the image that the floating tag names today. */
  readonly isToday: boolean;
  /** What a registry said about it; undefined when the catalogue decided. */
  readonly registry?: Evidence;
}

export interface Refusal {
  readonly reason: string;
  readonly needs?: string;
  /** Statements that the catalogue has no tag for. */
  readonly because?: readonly Statement[];
}

/** What is to be pinned. */
export interface Wanted {
  /** The reference, variables filled in. */
  readonly base: string;
  /** Where its tag is written; undefined when several variables make it up. */
  readonly slot: TagSlot | undefined;
  /** What is said about the version, if not what the repository and the file say. */
  readonly said?: readonly Statement[];
  readonly use?: ImageUse;
}

/** What the place where an image is used adds. */
export interface ImageUse {
  /** Whether it is the image for Windows that is used there; `isEither`: its tag names one for Windows and another one. */
  isWindows(isEither: boolean): boolean;
  /** What the file says elsewhere about the version of an official image; stronger than what the repository says. */
  nearby(image: string): readonly Statement[];
}

/** What is asked beside the file. */
export interface Sources {
  readonly context?: Context | undefined;
  readonly registry?: RegistryFacts | undefined;
}

/** The exact tag, why there is none, or undefined when it is exact already. A registry is asked where the data ends. */
export function chooseTag(wanted: Wanted, sources: Sources): ChosenTag | Refusal | undefined {
  const { base, slot } = wanted;
  const reference = parseReference(base);
  if (reference === undefined) return { reason: `\`${base}\` is no image reference` };
  const chosen = byCatalogue(reference, wanted, sources);
  const { registry } = sources;
  if (registry === undefined || chosen === undefined) return chosen;
  const tag = reference.tag?.text ?? "latest";
  if (!("reason" in chosen)) {
    // the data may be older than what the tag names now
    const same = chosen.isToday ? areSame(reference, [tag, chosen.tag], registry) : true;
    if (same === true) return chosen;
    if (same !== false) return same;
  } else if (chosen.needs !== "its registry's tags") return chosen;
  const because = chosen.because ?? [];
  const found =
    because.length > 0 ? allowedTag(reference, tag, because, registry) : sameImageTag(reference, tag, registry);
  if (found === undefined) return chosen;
  if ("reason" in found) return found;
  const { source, says } = found;
  if (!fitsTag(slot, found.tag)) return { reason: `\`${found.tag}\` does not fit around \`${slot!.variable!.name}\`` };
  return { reference, tag: found.tag, because, isToday: because.length === 0, registry: { source, says } };
}

function byCatalogue(
  reference: ImageReference,
  { base, slot, said, use }: Wanted,
  { context }: Sources,
): ChosenTag | Refusal | undefined {
  if (reference.digest !== undefined) return undefined;
  const tag = reference.tag?.text ?? "latest";
  const { official: image } = reference;
  const images = officialImages();
  if (image === undefined || !images.has(image)) {
    if (precision(versionOf(tag)) >= 3 || isDated(tag)) return undefined;
    // a tag that states a version stays within it
    const because = statesVersion(tag) ? [] : (said ?? dotnetStatements(nameOf(reference), context));
    const says = because.map((each) => `; ${each.source} says ${each.says}`).join("");
    return {
      reason: `\`${base}\` is not one of Docker's official images${says}`,
      needs: "its registry's tags",
      because,
    };
  }
  const shared = images.groups(image).some((each) => each.windows && each.shared.includes(tag));
  if (use?.isWindows(shared) === true) return { reason: `\`${base}\` is built for Windows` };
  const group = images.find(image, tag);
  if (group === undefined) return isExact(image, tag) ? undefined : unlisted(image, tag);
  if (image === "archlinux" || ROLLING.test(tag))
    return { reason: `\`${base}\` means a rolling release, whose version changes by itself` };
  if (isDated(tag)) return undefined;
  const meant = meantVersion(image, tag, group, said ?? allStatements(image, tag, use, context));
  if ("reason" in meant) return meant;
  const exact = mostExact(meant.group, tag, slot);
  const more = exact !== undefined && (versionOf(exact) !== versionOf(tag) || isDated(exact));
  if (!more && slot?.variable !== undefined && !isExact(image, tag))
    return { reason: `no more exact tag of \`${image}:${tag}\` fits around \`${slot.variable.name}\`` };
  if (exact === undefined || exact === tag) return undefined;
  // an Ubuntu release's name says as much as its number
  if (/^(?:focal|jammy|noble|resolute)$/.test(tag) && /^\d\d\.\d\d$/.test(exact)) return undefined;
  if (precision(versionOf(exact)) < 2 && !isDated(exact) && versionOf(tag) === "") {
    return { reason: `no tag of \`${image}:${tag}\` says more than \`${exact}\``, needs: "its digest" };
  }
  if (versionOf(tag) !== "" && versionOf(tag) === versionOf(exact)) return undefined;
  return { reference, tag: exact, because: meant.because, isToday: meant.group === group };
}

/** Tags whose images are meant to move: what is installed on them comes from sources that move as well. */
const ROLLING = /^(?:rawhide|sid|unstable|testing|experimental|edge|devel|rolling|rc-buggy)(?=-|$)/;

function unlisted(image: string, tag: string): Refusal {
  const { source } = officialImages();
  return {
    reason: `\`${image}:${tag}\` is not among the tags that Docker builds today (${source})`,
    needs: "its registry's tags",
  };
}

/** A tag that is not in the catalogue any more and names a version as exactly as the image's versions go. */
function isExact(image: string, tag: string): boolean {
  return isDated(tag) || precision(versionOf(tag)) >= Math.min(3, officialImages().usualPrecision(image));
}

/** The strongest first; a tag that states a version is held against files that are about versions only. */
function allStatements(
  image: string,
  tag: string,
  use: ImageUse | undefined,
  context: Context | undefined,
): readonly Statement[] {
  const said = statements(image, context);
  if (statesVersion(tag) || !isRuntime(image)) return said;
  return [...(use?.nearby(image) ?? []), ...said, ...ciStatements(image, context)];
}

/** The most exact tag that what is written around a slot's variable allows. */
function mostExact(group: TagGroup, tag: string, slot: TagSlot | undefined): string | undefined {
  const exact = exactTag(group, tag, (each) => fitsTag(slot, each));
  // a variable that is called a version holds nothing else
  const bare = exactTag(group, tag, (each) => fitsTag(slot, each) && each === versionOf(each));
  const { kind, variable, before = "", after = "" } = slot ?? {};
  const version = kind === "tag" && /VERSION$/i.test(variable?.name ?? "") && before === "" && after === "";
  const same = exact !== undefined && bare === versionOf(exact);
  return version && same && tag === versionOf(tag) ? bare : exact;
}
