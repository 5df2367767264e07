import type { Range } from "../dockerfile/text.js";
import type { DontKnow } from "./dialect.js";
import type { Node } from "./parse.js";
import type { Command, Script } from "./script.js";

/** One command of an `&&` chain. */
export interface Link {
  readonly node: Node;
  /** Set when it is a simple command. */
  readonly command: Command | undefined;
  /** Offsets into the Dockerfile; comments and continuations inside it belong to it. */
  readonly range: Range;
}

/** The commands of a script that is nothing but one `&&` chain, or why it is more than that. */
export function chainOf(script: Script): readonly Link[] | DontKnow {
  const [only, second] = script.tree.commands;
  if (only === undefined) return { reason: "it runs nothing" };
  if (script.tail.includes("#")) return { reason: "a shell comment ends it" };
  if (second !== undefined) return { reason: "`;` separates its commands, so a failing one does not end it" };
  if (only.background) return { reason: "it ends in the background" };
  const { command: top } = only;
  if (top.type !== "AndOr") return [linkOf(script, top)];
  if (top.operators.includes("||")) return { reason: "`||` decides which of its commands run" };
  return top.commands.map((node) => linkOf(script, node));
}

export function isChain(result: readonly Link[] | DontKnow): result is readonly Link[] {
  return !("reason" in result);
}

function linkOf(script: Script, node: Node): Link {
  return { node, command: script.commandOf(node), range: script.range(node) };
}

/** The ranges to take out of a chain so that some of its links are gone; one of them has to stay. */
export function cutRanges(links: readonly Link[], isGone: (link: Link, at: number) => boolean): readonly Range[] {
  const gone = links.map(isGone);
  const firstKept = gone.indexOf(false);
  return links.flatMap(({ range }, at) => {
    if (gone[at] !== true) return [];
    return at < firstKept
      ? { start: range.start, end: links[at + 1]!.range.start }
      : { start: links[at - 1]!.range.end, end: range.end };
  });
}
