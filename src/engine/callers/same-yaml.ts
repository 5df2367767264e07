import type { Range } from "../../dockerfile/text.js";
import { type YamlLeaf, YamlValue } from "../../project/yaml.js";
import { applyEdits } from "../edits.js";
import type { Edit } from "../types.js";
import type { Entry } from "./build-command.js";

/** Whether edits change nothing of a YAML file but the text of some scalars, and add variables to steps. */
export function onlyChanges(
  source: string,
  edits: readonly Edit[],
  scalars: readonly Range[],
  added: readonly Entry[],
): boolean {
  const [before, after] = [
    leavesOf(source),
    leavesOf(applyEdits(source, edits, source.includes("\r\n") ? "\r\n" : "\n")),
  ];
  if (before === undefined || after === undefined) return false;
  for (const [key, leaf] of after) {
    const old = before.get(key);
    const { text } = leaf;
    if (old === undefined) {
      const [name, env] = leaf.path.toReversed();
      if (env !== "env" || !added.some((entry) => entry.name === name && entry.value === text)) return false;
    } else if (old.text !== text) {
      const { place } = old;
      if (place === undefined || !scalars.some(({ start }) => start === place.start)) return false;
      const inside = edits.filter(({ start, end }) => start >= place.start && end <= place.end);
      const growth = inside.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
      if (text?.length !== (old.text?.length ?? 0) + growth) return false;
    }
  }
  return [...before.keys()].every((key) => after.has(key));
}

function leavesOf(source: string): ReadonlyMap<string, YamlLeaf> | undefined {
  const [document, ...others] = YamlValue.documents(source);
  if (document === undefined || others.length > 0) return undefined;
  return new Map([...document.leaves()].map((leaf) => [JSON.stringify(leaf.path), leaf]));
}
