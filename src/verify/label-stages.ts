import { parse } from "../dockerfile/dockerfile.js";

/** Puts a label at the start of every stage, so that the images that come between carry it too. */
export function labelStages(text: string, label: string): string {
  const ends = parse(text).stages.map(({ from }) => from.range.end);
  return ends.reduceRight((left, end) => `${left.slice(0, end)}\nLABEL ${label}${left.slice(end)}`, text);
}
