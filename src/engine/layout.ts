import { builders, printer } from "prettier/doc";
import type { Dockerfile } from "../dockerfile/dockerfile.js";

type Doc = builders.Doc;

const { group, hardline, ifBreak, indent, line, literalline } = builders;

/** One command of a chain that is laid out anew. */
export interface LaidCommand {
  /** Comment lines that stand above it. */
  readonly comments: readonly string[];
  /** As it shall stand there; continued lines keep their own indentation. */
  readonly text: string;
  /** Words that stand one a line behind `text`. */
  readonly list: readonly string[];
}

const WIDTH = 80;
const INDENT = 4;

/**
 * A RUN chain behind `prefix` (`RUN `, not part of the result) as the documents write it: one command a line, `&&` at the end of
 * a line until a list comes, in front of it afterwards; `leading` puts it in front everywhere. One line if it fits and `breaks`
 * does not ask for more.
 */
export function layoutChain(
  prefix: string,
  commands: readonly LaidCommand[],
  { escape, leading, breaks }: { readonly escape: string; readonly leading: boolean; readonly breaks: boolean },
): string {
  const eol = ifBreak(` ${escape}`, "");
  let front = leading;
  const parts: Doc[] = [];
  commands.forEach(({ comments, text, list }, index) => {
    const above = comments.map((comment): Doc => [comment, hardline]);
    if (index > 0) parts.push(front ? [eol, line, above, "&& "] : [" &&", eol, line, above]);
    const verbatim = text.split(/\r?\n/).flatMap((row, at): Doc[] => (at === 0 ? [row] : [literalline, row]));
    parts.push(
      list.length === 0 ? verbatim : [verbatim, indent(list.map((word): Doc => [` ${escape}`, hardline, word]))],
    );
    front ||= list.length > 0;
  });
  const whole = [
    prefix,
    group(indent(parts), { shouldBreak: breaks || commands.some(({ comments }) => comments.length > 0) }),
  ];
  const { formatted } = printer.printDocToString(whole, { printWidth: WIDTH, tabWidth: INDENT, useTabs: false });
  return formatted.slice(prefix.length);
}

/** The file's habit: whether its continued chains put `&&` in front of a line more often than at the end of one. */
export function putsOperatorInFront(file: Dockerfile): boolean {
  const front = file.source.match(/^[ \t]*&&/gm)?.length ?? 0;
  const end = file.source.match(/&&[ \t]*[\\`][ \t]*\r?$/gm)?.length ?? 0;
  return front > end;
}
