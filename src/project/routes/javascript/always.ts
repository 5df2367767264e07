import type { Source } from "../../source/source.js";

/** Whether an expression statement runs whenever its block does, by what stands in front of it. */
export function runsAlways(source: Source, at: number): boolean {
  let before = at - 1;
  while (/^(?:await|void)$/.test(source.sign(before))) before--;
  const sign = source.sign(before);
  if (sign === ")") return !/^(?:if|while|for|with)$/.test(source.sign(source.partner(before) - 1));
  if (source.tokens[before]?.kind === "word") return !/^(?:else|do|return|throw|case|in|of|new|typeof)$/.test(sign);
  return before < 0 || source.tokens[before]!.kind !== "mark" || /^[;{}\]]$/.test(sign);
}
