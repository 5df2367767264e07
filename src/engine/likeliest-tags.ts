import { versionOf } from "../image/pin.js";

/**
 * Tags of one variant, given with the newest version first, in the order in which they are likely to be what a floating tag names:
 * the newest of the newest line, then its second and the newest of the line before, and so on. A line is all but a version's last
 * number: `latest` may stay on an older one, or lag behind the newest of its own. Tags that float themselves, as `1.2` does
 * beside `1.2.3`, come last. Linear but for the sorting.
 */
export function likeliestFirst(tags: readonly string[]): readonly string[] {
  const floating = new Set(tags.flatMap((tag) => linesAbove(versionOf(tag))));
  const lines = new Map<string, { readonly place: number; size: number }>();
  const ranked = tags.map((tag, index) => {
    const version = versionOf(tag);
    if (floating.has(version)) return { tag, rank: Infinity, index };
    const name = version.replace(/\d+$/, "");
    const line = lines.get(name) ?? { place: lines.size, size: 0 };
    lines.set(name, line);
    return { tag, rank: line.place + line.size++, index };
  });
  return ranked.sort((a, b) => compare(a.rank, b.rank) || a.index - b.index).map(({ tag }) => tag);
}

/** `1` and `1.2` of `1.2.3`. */
function linesAbove(version: string): string[] {
  return [...version.matchAll(/\./g)].map(({ index }) => version.slice(0, index));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
