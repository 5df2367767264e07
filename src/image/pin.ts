import type { TagGroup } from "./catalogue.js";

/** The leading version of a tag: `20.11.0` of `20.11.0-alpine3.19`, `8u472-b08` of `8u472-b08-jdk`; empty when it has none. */
export function versionOf(tag: string): string {
  return (
    /^v?\d+(?:[._]\d+|u\d+(?:-b\d+)?|(?:rc|b|beta|alpha|-rc-?|-beta)\.?\d+)*(?![a-z\d]|[._]\d)/.exec(tag)?.[0] ?? ""
  );
}

/** How many numbers a version has: 3 for `20.11.0`. */
export function precision(version: string): number {
  return version.match(/\d+/g)?.length ?? 0;
}

/** Words of a tag that name a line of versions without a number: channels, and Node's names of long-term lines. */
const LINES: ReadonlySet<string> = new Set([
  "lts", "current", "stable", "mainline", "oldstable", "argon", "boron", "carbon", "dubnium", "erbium", "fermium", "gallium", "hydrogen",
  "iron", "jod", "krypton",
]); // prettier-ignore

/** Whether a tag says which version is meant, by a number or by the name of a line: not `latest`, not `alpine`. */
export function statesVersion(tag: string): boolean {
  return versionOf(tag) !== "" || tag.split("-").some((word) => LINES.has(word));
}

/** What a tag says beside the version: `alpine` of `20-alpine` and of `lts-alpine`; empty for the plain image. */
export function variantOf(tag: string): string {
  const words = tag.slice(versionOf(tag).length).split("-");
  return words.filter((word) => word !== "" && word !== "latest" && !LINES.has(word)).join("-");
}

/** A version that is not released yet. */
export function isPrerelease(tag: string): boolean {
  return /(?:^|[\d.-])(?:rc|alpha|beta|preview|pre|nightly|dev|ea)(?![a-z])|\db\d/i.test(tag);
}

/** A tag that names one day's image: `bookworm-20260811`. */
export function isDated(tag: string): boolean {
  return /(?:^|-)20\d{6}(?:\D|$)/.test(tag);
}

/**
 * The most exact tag of the same image: most numbers first, then the most words, so that `26-alpine` becomes
 * `26.7.0-alpine3.24`. Only tags that `fits` takes; undefined when there is none.
 */
export function exactTag(
  group: TagGroup,
  like: string,
  fits: (tag: string) => boolean = () => true,
): string | undefined {
  const prefix = /^\D*/.exec(like)![0];
  const rank = (tag: string): number[] => [
    versionOf(tag) !== "" ? 2 : isDated(tag) ? 1 : 0,
    precision(versionOf(tag)),
    tag.match(/\d+/g)?.length ?? 0,
    tag.split("-").length,
    /^\D*/.exec(tag)![0] === prefix ? 1 : 0,
    tag.length,
  ];
  return group.tags
    .filter((tag) => fits(tag) && (/\d/.test(tag) || SUITE.test(tag)))
    .map((tag) => ({ tag, rank: rank(tag) }))
    .sort((a, b) => compare(b.rank, a.rank))[0]?.tag;
}

/** Orders versions by their numbers: negative when the first is older; of `1.2` and `1.2.0` the shorter one is. */
export function compareVersions(a: string, b: string): number {
  const [one, other] = [numbersOf(a), numbersOf(b)];
  const length = Math.max(one.length, other.length);
  return compare(padded(one, length), padded(other, length));
}

function numbersOf(version: string): number[] {
  return version.match(/\d+/g)?.map(Number) ?? [];
}

function padded(numbers: readonly number[], length: number): number[] {
  return Array.from({ length }, (_, index) => numbers[index] ?? -1);
}

/** Debian and Ubuntu releases, which name one line of images as a version does. */
export const SUITE = /(?:^|-)(?:bullseye|bookworm|trixie|forky|focal|jammy|noble|resolute)(?:-|$)/;

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : a[at]! - b[at]!;
}
