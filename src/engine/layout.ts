import { builders, printer } from "prettier/doc";
import type { Dockerfile } from "../dockerfile/dockerfile.js";

type Doc = builders.Doc;

const { align, group, hardline, ifBreak, line, literalline } = builders;

/** One command of a chain. */
export interface LaidCommand {
  /** What stands between it and the command before, kept as it is written; undefined: laid out anew. */
  readonly separator: string | undefined;
  /** Comment lines above it, where the separator is new. */
  readonly comments: readonly string[];
  /** As it shall stand there; continued lines keep their own indentation. */
  readonly text: string;
  /** Words that stand one a line behind `text`. */
  readonly list: readonly string[];
}

/** How a file writes its chains. */
export interface ChainStyle {
  readonly escape: string;
  /** `&&` stands in front of a continued line, not at the end of the one before. */
  readonly leading: boolean;
  readonly indent: string;
}

const WIDTH = 80;

/**
 * A RUN chain behind `prefix` (`RUN `, not part of the result). New separators are as the kept ones are; else as the documents
 * write them: one command a line, `&&` at the end of a line until a list comes, in front of the next one afterwards. One line if
 * that fits and nothing asks for more.
 */
export function layoutChain(
  prefix: string,
  commands: readonly LaidCommand[],
  { escape, leading, indent }: ChainStyle,
  breaks: boolean,
): string {
  const eol = ifBreak(` ${escape}`, "");
  const deeper = indent.includes("\t") ? "\t" : " ".repeat(4);
  const kept = commands.map(({ separator = "" }) => separator).filter((separator) => separator.includes("\n"));
  const [before, behind] = [/\n[^&]*&&/, /&&[^&]*\n/].map((style) => kept.some((separator) => style.test(separator)));
  // a chain that is laid out in one way goes on so
  const isSettled = before !== behind;
  let front = isSettled ? before === true : leading;
  const parts: Doc[] = [];
  commands.forEach(({ separator, comments, text, list }, index) => {
    const above = comments.map((comment): Doc => [comment, hardline]);
    if (separator !== undefined) parts.push(verbatim(separator));
    else if (index > 0) parts.push(front ? [eol, line, above, "&& "] : [" &&", eol, line, above]);
    const words = list.map((word): Doc => [` ${escape}`, hardline, word]);
    parts.push(verbatim(text), align(deeper, words));
    front ||= !isSettled && list.length > 0;
  });
  const shouldBreak = breaks || commands.some(({ comments, text }) => comments.length > 0 || text.includes("\n"));
  const whole = [prefix, group(align(indent, parts), { shouldBreak })];
  const { formatted } = printer.printDocToString(whole, { printWidth: WIDTH, tabWidth: 4, useTabs: false });
  return formatted.slice(prefix.length);
}

function verbatim(text: string): Doc[] {
  return text.split(/\r?\n/).flatMap((row, at): Doc[] => (at === 0 ? [row] : [literalline, row]));
}

/** The habit of a file, and the indentation of one of its chains where it is continued. */
export function chainStyle(file: Dockerfile, chain: string): ChainStyle {
  const leading = leads(file);
  const indent = (leading ? /\n([ \t]+)&&/ : /&&[ \t]*[\\`][ \t]*\r?\n([ \t]+)(?![ \t#])/).exec(chain)?.[1];
  const other = /[\\`][ \t]*\r?\n([ \t]+)(?![ \t#])/.exec(chain)?.[1];
  return { escape: file.escape, leading, indent: indent ?? other ?? " ".repeat(4) };
}

const habits = new WeakMap<Dockerfile, boolean>();

/** Whether more lines of a file begin with `&&` than end with it. */
function leads(file: Dockerfile): boolean {
  let leading = habits.get(file);
  if (leading === undefined) {
    const front = file.source.match(/^[ \t]*&&/gm)?.length ?? 0;
    const end = file.source.match(/&&[ \t]*[\\`][ \t]*\r?$/gm)?.length ?? 0;
    leading = front > end;
    habits.set(file, leading);
  }
  return leading;
}

/** A RUN of new commands; `list` stands behind the one of that index, one word a line. */
export function runOf(
  commands: readonly string[],
  file: Dockerfile,
  list: { readonly at: number; readonly words: readonly string[] } = { at: -1, words: [] },
): string {
  const prefix = "RUN ";
  const laid = commands.map((text, index) => ({
    separator: undefined,
    comments: [],
    text,
    list: index === list.at ? list.words : [],
  }));
  return prefix + layoutChain(prefix, laid, chainStyle(file, ""), false);
}
