import { lex } from "./lex.js";
import type { Range } from "./text.js";

/** A here-document: its redirection word and its lines. */
export interface Heredoc {
  readonly name: string;
  /** `<<-`: leading tabs are stripped. */
  readonly chomp: boolean;
  /** The name is not quoted, so variables in the body are expanded. */
  readonly expand: boolean;
  readonly fd: number;
  /** The lines between the instruction and the terminator, with their line breaks. */
  readonly body: Range;
  /** The terminator's line without its line break. */
  readonly end: Range;
}

export type HeredocWord = Pick<Heredoc, "name" | "chomp" | "expand" | "fd">;

const unset = (): undefined => undefined;

/** The here-documents that a joined instruction line announces, quotes respected. Source: BuildKit `heredocsFromLine`. */
export function heredocWords(line: string): HeredocWord[] {
  if (!line.includes("<<")) return [];
  const { words } = lex(line, { escape: "\\", get: unset, rawQuotes: true, rawEscapes: true, keepUnset: true });
  return words.flatMap((word) => heredocWord(word) ?? []);
}

/** One word, such as `<<EOF`, `3<<-"E F"`; undefined when it announces none. */
export function heredocWord(word: string): HeredocWord | undefined {
  const match = /^(\d*)<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word);
  if (match === null || match[3] === "") return undefined;
  const rest = match[3]!;
  const plain = lex(rest, { escape: "\\", get: unset, keepUnset: true }).words;
  if (plain.length !== 1) return undefined;
  const raw = lex(rest, { escape: "\\", get: unset, keepUnset: true, rawQuotes: true }).words;
  return {
    name: plain[0]!,
    chomp: match[2] === "-",
    expand: quotes(plain[0]!) === quotes(raw[0] ?? ""),
    fd: Number(`0${match[1]}`),
  };
}

function quotes(word: string): number {
  return word.split(/['"]/).length - 1;
}
