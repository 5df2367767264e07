import { officialImages, type TagGroup } from "../image/catalogue.js";
import {
  compareVersions,
  exactTag,
  isPrerelease,
  precision,
  statesVersion,
  variantOf,
  versionOf,
} from "../image/pin.js";
import { allows } from "../project/range.js";
import type { Statement } from "../project/statements.js";
import type { Refusal } from "./choose-tag.js";

/** The image that a tag means, and what says so. */
export interface MeantVersion {
  readonly group: TagGroup;
  readonly because: readonly Statement[];
}

/**
 * Follows what the repository says: today's image if nothing speaks against it, else the newest of the same variant that every
 * statement allows. Weak statements alone move nothing.
 */
export function meantVersion(
  image: string,
  tag: string,
  today: TagGroup,
  said: readonly Statement[],
): MeantVersion | Refusal {
  const read = said.map((each) => ({ ...each, range: each.range ?? rangeOfAlias(image, each.says) }));
  const unread = read.find(({ range }) => range === undefined);
  const now = `\`${image}:${tag}\` is ${numbers(today) || (exactTag(today, tag) ?? tag)} today`;
  if (unread !== undefined)
    return { reason: `${now}, but ${unread.source} says ${unread.says}`, needs: "a tag that says which is meant" };
  const because = read;
  const own = versionOf(tag);
  const fits = (version: string): boolean =>
    because.every(({ range }) => allows(range, version)) && (own === "" || `${version}.`.startsWith(`${own}.`));
  if (fits(numbers(today))) return { group: today, because };
  // the name of a line means what it means today
  if (own === "" && statesVersion(tag)) return conflict(now, because);
  const strong = because.filter(({ isWeak }) => isWeak !== true);
  if (strong.length < because.length && strong.every(({ range }) => allows(range, numbers(today))))
    return conflict(now, because);
  const variant = variantOf(tag);
  const groups = officialImages()
    .groups(image)
    .filter(
      ({ windows, tags, shared }) =>
        !windows && [...tags, ...shared].some((each) => versionOf(each) !== "" && variantOf(each) === variant),
    )
    .filter(({ tags }) => !tags.some(isPrerelease));
  const [group] = groups.filter((each) => fits(numbers(each))).sort((a, b) => compareVersions(numbers(b), numbers(a)));
  if (group !== undefined) return { group, because };
  return own === "" ? disagreement(image, now, because, groups) : conflict(now, because);
}

/** The most exact version among the tags of an image. */
function numbers({ tags }: TagGroup): string {
  const versions = tags.map(versionOf).filter(Boolean);
  return versions.sort((a, b) => precision(b) - precision(a))[0] ?? "";
}

/** `lts/iron` is what the tag `iron` is, up to its first number. */
function rangeOfAlias(image: string, says: string): string | undefined {
  const name = /^lts\/([a-z]+|\*)$/.exec(says)?.[1]?.replace("*", "lts");
  const group = name === undefined ? undefined : officialImages().find(image, name);
  return group && /^\d+/.exec(numbers(group))?.[0];
}

function disagreement(image: string, now: string, because: readonly Statement[], groups: readonly TagGroup[]): Refusal {
  const versions = groups.map(numbers);
  const alone = because.find(
    ({ range, isWeak }) => isWeak !== true && !versions.some((version) => allows(range, version)),
  );
  if (alone !== undefined) {
    return {
      reason: `${now}, but ${alone.source} says ${alone.says}, which Docker does not build today as \`${image}\``,
      needs: "its registry's tags",
      because,
    };
  }
  return conflict(now, because);
}

function conflict(now: string, because: readonly Statement[]): Refusal {
  const all = because.map(({ source, says }) => `${source} says ${says}`).join(", ");
  return { reason: `${now}, but ${all}`, needs: "a tag that says which is meant" };
}
