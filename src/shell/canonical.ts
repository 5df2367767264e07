import { children, type Node } from "./parse.js";

/**
 * A node's text with the layout taken out: blanks between words folded, shell comments dropped, words as they are written. Two
 * nodes with the same canonical text are the same to the shell.
 */
export function canonical(node: Node, text: string): string {
  let out = "";
  let end = 0;
  pieces(node, text, (piece, isGap) => {
    const part = isGap ? folded(piece) : piece;
    const isBlank = isGap && BLANK.test(part);
    if (isBlank && out === "") return;
    out += part;
    if (!isBlank) end = out.length;
  });
  return out.slice(0, end);
}

/** The shell's own comments (`cmd # why`) in a script. */
export function shellComments(script: Node, text: string): string[] {
  if (!text.includes("#")) return [];
  const found: string[] = [];
  pieces({ ...script, pos: 0, end: text.length }, text, (piece, isGap) => {
    if (isGap) for (const { 2: comment } of piece.matchAll(COMMENT)) found.push(comment!.trim());
  });
  return found;
}

const BLANK = /^[ \t\n]*$/;

const COMMENT = /(^|[\s;&|()])(#[^\n]*)/g;

/** Nodes whose inner layout is theirs: words, redirections, tests, arithmetic, here-documents. */
const ATOMS: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "Word", "Assignment", "Redirect", "HereString", "TestCommand", "ArithmeticCommand", "ArithmeticFor", "ArrayValue",
]); // prettier-ignore

/** Cuts a node into its atoms and what stands between them. */
function pieces(node: Node, text: string, take: (piece: string, isGap: boolean) => void): void {
  if (node.type === "HereDoc") {
    take(`${text.slice(node.pos, node.end)}\n${node.body.text}`, false);
    return;
  }
  if (ATOMS.has(node.type)) {
    take(text.slice(node.pos, node.end), false);
    return;
  }
  let at = node.pos;
  children(node, (child) => {
    if (child.pos >= at) take(text.slice(at, child.pos), true);
    pieces(child, text, take);
    at = Math.max(at, child.end);
  });
  take(text.slice(at, node.end), true);
}

/** What stands between words: operators, keywords, blanks, line breaks, comments. */
function folded(gap: string): string {
  if (gap === " " || gap === "") return gap;
  return gap
    .replace(COMMENT, "$1")
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n");
}
