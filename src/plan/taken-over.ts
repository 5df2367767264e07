import type { Pair } from "../dockerfile/instruction.js";

/** The variable whose value an ARG or ENV entry takes over as it is. */
export function takenOver({ value = "" }: Pair): string | undefined {
  const match: readonly (string | undefined)[] = /^(["']?)\$(?:(\w+)|\{(\w+)(?::?-)?\})\1$/.exec(value) ?? [];
  return match[2] ?? match[3];
}
