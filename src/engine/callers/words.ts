import { isTree, type Node, type Tree } from "../../shell/parse.js";
import type { ShellText } from "./shell-text.js";

/** What a word is made of: characters, what the shell expands, and what is filled in before the shell gets it. */
export type Piece = { readonly literal: string } | { readonly expansion: Node } | { readonly template: string };

/** A word of a command, without its quotes. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Indexes into the shell's text. */
  readonly pos: number;
  readonly end: number;
  /** It may become any number of words: nothing but an expansion outside of quotes, or all the arguments. */
  readonly isOpaque: boolean;
}

/** The pieces of a word or an assignment. */
export function piecesOf(node: Node, { text, templates }: ShellText): Pieces {
  const found: Piece[] = [];
  const add = (piece: Piece): void => {
    const last = found.at(-1);
    if ("literal" in piece && piece.literal === "") return;
    if (!("literal" in piece) || last === undefined || !("literal" in last)) found.push(piece);
    else found[found.length - 1] = { literal: last.literal + piece.literal };
  };
  const visit = (each: Node): void => {
    if (each.type === "Assignment") {
      add({ literal: text.value.slice(each.pos, each.value.pos) });
      visit(each.value);
    } else if (each.type === "Word") {
      if (each.parts === undefined) add({ literal: each.value });
      else each.parts.forEach(visit);
    } else if (each.type === "DoubleQuoted") each.parts.forEach(visit);
    else if (each.type === "SingleQuoted") quoted(each.value, each.pos + 1).forEach(add);
    else if (each.type === "Literal" || each.type === "AnsiCQuoted") add({ literal: each.value });
    else {
      const template = templates.get(each.pos);
      add(template === undefined ? { expansion: each } : { template });
    }
  };
  /** Templates are filled in between single quotes, too. */
  const quoted = (value: string, pos: number): Piece[] => {
    for (const [at, template] of templates) {
      if (at < pos || at >= pos + value.length) continue;
      const rest = at + template.length - pos;
      return [{ literal: value.slice(0, at - pos) }, { template }, ...quoted(value.slice(rest), pos + rest)];
    }
    return [{ literal: value }];
  };
  visit(node);
  const { pos, end } = node;
  return { pieces: found, pos, end, isOpaque: isOpaque(node, text.value) };
}

/** The word's text when nothing in it is expanded or filled in. */
export function literalOf({ pieces }: Pick<Pieces, "pieces">): string | undefined {
  if (pieces.length === 0) return "";
  const [only] = pieces;
  return pieces.length === 1 && "literal" in only! ? only.literal : undefined;
}

/** The characters that it begins with. */
export function headOf({ pieces: [first] }: Pick<Pieces, "pieces">): string {
  return first !== undefined && "literal" in first ? first.literal : "";
}

/** What is behind its first `length` characters. */
export function behind(word: Pieces, length: number): Pieces {
  const [, ...others] = word.pieces;
  const rest = headOf(word).slice(length);
  return { ...word, pieces: rest === "" ? others : [{ literal: rest }, ...others], isOpaque: false };
}

/** The variable that an expansion is, with nothing done to it. */
export function variableOf(node: Node): string | undefined {
  if (node.type === "SimpleExpansion") return node.text.slice(1);
  if (node.type !== "ParameterExpansion") return undefined;
  const { prefix, index, operation, parameter } = node;
  return prefix === undefined && index === undefined && operation === undefined ? parameter : undefined;
}

/** The script of a command substitution. */
export function substituted(node: Node): Tree | undefined {
  const script = node.type === "CommandExpansion" ? node.script : undefined;
  return script !== undefined && isTree(script) && script.source === undefined ? script : undefined;
}

function isOpaque(node: Node, text: string): boolean {
  const written = text.slice(node.pos, node.end);
  if (/\$@|\[@\]/.test(written)) return true;
  return node.type === "Word" && node.parts?.length === 1 && node.parts[0]!.type.endsWith("Expansion");
}
