import { compareVersions, exactTag, isPrerelease, precision, variantOf, versionOf } from "../image/pin.js";
import { type ImageReference, withTag } from "../image/reference.js";
import { allows } from "../project/range.js";
import type { Statement } from "../project/statements.js";
import type { Refusal } from "./choose-tag.js";
import { likeliestFirst } from "./likeliest-tags.js";
import type { RegistryFacts } from "./registry-facts.js";

/** A tag that a registry has, and what the registry said. */
export interface RegistryTag {
  readonly tag: string;
  readonly source: string;
  readonly says: string;
}

/**
 * So many tags are compared with the one that is meant, the likeliest first. With its own digest and the list of tags that is at
 * most ten questions.
 */
const MOST_CANDIDATES = 8;

export const WAITING: Refusal = { reason: "its registry has not answered yet" };

/** The most exact tag that names the same image: the registry gives both the same digest. */
export function sameImageTag(reference: ImageReference, tag: string, registry: RegistryFacts): RegistryTag | Refusal {
  const meant = withTag(reference, tag);
  const [digest, tags] = [registry.digest(meant), registry.tags(meant)];
  if (digest === undefined || tags === undefined) return WAITING;
  if ("reason" in digest) return digest;
  if ("reason" in tags) return tags;
  const version = versionOf(tag);
  const fuller = tagsLike(tag, tags.value)
    .filter((each) => version === "" || versionOf(each).startsWith(`${version}.`))
    .filter((each) => precision(versionOf(each)) > Math.max(1, precision(version)));
  const candidates = likeliestFirst(fuller).slice(0, MOST_CANDIDATES);
  const digests = candidates.map((each) => registry.digest(withTag(reference, each)));
  if (digests.includes(undefined)) return WAITING;
  const same = candidates.filter((_, index) => {
    const answer = digests[index]!;
    return "value" in answer && answer.value === digest.value;
  });
  const exact = exactTag({ tags: same, shared: [], windows: false }, tag);
  if (exact === undefined) {
    return {
      reason: `none of the ${candidates.length} likeliest fuller tags of \`${meant}\` names the same image`,
      needs: "its digest",
    };
  }
  return { tag: exact, source: digest.source, says: `${tag} and ${exact} are ${shortened(digest.value)}` };
}

/** Whether two tags name the same image now, or why nobody knows. */
export function areSame(
  reference: ImageReference,
  tags: readonly [string, string],
  registry: RegistryFacts,
): boolean | Refusal {
  const [one, other] = tags.map((tag) => registry.digest(withTag(reference, tag)));
  if (one === undefined || other === undefined) return WAITING;
  if ("reason" in one) return one;
  return "value" in other && one.value === other.value;
}

/** The newest tag of the same variant that every statement allows. */
export function allowedTag(
  reference: ImageReference,
  tag: string,
  because: readonly Statement[],
  registry: RegistryFacts,
): RegistryTag | Refusal | undefined {
  const tags = registry.tags(withTag(reference, tag));
  if (tags === undefined) return WAITING;
  if ("reason" in tags) return tags;
  const [found] = tagsLike(tag, tags.value).filter((each) =>
    because.every(({ range }) => allows(range, versionOf(each))),
  );
  if (found === undefined) return undefined;
  const digest = registry.digest(withTag(reference, found));
  if (digest === undefined) return WAITING;
  if ("reason" in digest) return digest;
  return { tag: found, source: digest.source, says: `${found} is ${shortened(digest.value)}` };
}

/** Tags of the same variant with a version, releases only, the newest and fullest first. */
function tagsLike(tag: string, tags: readonly string[]): readonly string[] {
  const variant = variantOf(tag);
  return tags
    .filter((each) => each !== tag && versionOf(each) !== "" && variantOf(each) === variant && !isPrerelease(each))
    .sort((a, b) => compareVersions(versionOf(b), versionOf(a)));
}

function shortened(digest: string): string {
  return `${digest.slice(0, "sha256:".length + 12)}…`;
}
