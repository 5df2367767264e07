import type { Facts } from "../facts.js";

/** Files and folders of the build context that any stage copies; `""` is all of it. */
export function copiedRoots({ file }: Facts): readonly string[] {
  const sources = file.instructions.flatMap((instruction) =>
    instruction.isCopy && instruction.flag("from") === undefined
      ? instruction.words.slice(0, -1).map(({ value }) => value)
      : [],
  );
  const roots = sources
    .filter((source) => !/^(?:<<|https?:)/.test(source) && !source.includes("$"))
    .map((source) =>
      source
        .replace(/^(?:\.?\/)+|^\.$/, "")
        .replace(/[^/]*[*?[].*$/, "")
        .replace(/\/+$/, ""),
    );
  return roots.includes("") || roots.length === 0 ? [""] : [...new Set(roots)];
}
