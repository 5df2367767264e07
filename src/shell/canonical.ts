import { children, type Node } from "./parse.js";

/**
 * A node's text with the layout taken out: blanks between words folded, shell comments dropped, words as they are written. Two
 * nodes with the same canonical text are the same to the shell.
 */
export function canonical(node: Node, text: string): string {
  if (node.type === "HereDoc") return `${text.slice(node.pos, node.end)}\n${node.body.text}`;
  if (ATOMS.has(node.type)) return text.slice(node.pos, node.end);
  const parts: { pos: number; end: number; text: string }[] = [];
  children(node, (child) => parts.push({ pos: child.pos, end: child.end, text: canonical(child, text) }));
  let out = "";
  let at = node.pos;
  for (const part of parts) {
    if (part.pos >= at) out += gap(text.slice(at, part.pos));
    out += part.text;
    at = Math.max(at, part.end);
  }
  return (out + gap(text.slice(at, node.end))).trim();
}

/** Nodes whose inner layout is theirs: words, redirections, tests, arithmetic, here-documents. */
const ATOMS: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "Word", "Assignment", "Redirect", "HereString", "TestCommand", "ArithmeticCommand", "ArithmeticFor", "ArrayValue",
]); // prettier-ignore

/** What stands between words: operators, keywords, blanks, line breaks, comments. */
function gap(text: string): string {
  if (text === " " || text === "") return text;
  return text
    .replace(/(^|[\s;&|()])#[^\n]*/g, "$1")
    .replace(/[ \t\r]+/g, " ")
    .replace(/ ?\n[ \n]*/g, "\n");
}
