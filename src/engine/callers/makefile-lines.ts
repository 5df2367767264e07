import type { Range } from "../../dockerfile/text.js";
import { placeholder, type ShellText, TextBuilder } from "./shell-text.js";

/** A line of a makefile, with those that continue it. */
export interface MakeLine {
  readonly range: Range;
  /** What the shell gets, when it belongs to a recipe. */
  readonly recipe: Pick<ShellText, "text" | "templates"> | undefined;
}

/** The lines of a makefile. */
export function makeLines(source: string): readonly MakeLine[] {
  const found: MakeLine[] = [];
  let hasRule = false;
  let isDefinition = false;
  for (let start = 0; start < source.length;) {
    const end = endOfLine(source, start);
    const line = source.slice(start, end);
    const isRecipe = line.startsWith("\t") && hasRule && !isDefinition;
    found.push({ range: { start, end }, recipe: isRecipe ? recipeOf(source, { start, end }) : undefined });
    if (/^ *(?:override +|export +)*define\b/.test(line)) isDefinition = true;
    else if (/^ *endef\b/.test(line)) isDefinition = false;
    else if (/^[^\t#\s=][^=]*:(?!=|:)|^[^\t#\s=][^=]*::(?!=)/.test(line)) hasRule = true;
    else if (/^[^\t#\s][^:=]*[?+!:]*=/.test(line)) hasRule = false;
    start = end;
  }
  return found;
}

function endOfLine(source: string, start: number): number {
  for (let at = start; ;) {
    const next = source.indexOf("\n", at);
    if (next === -1) return source.length;
    const [backslashes] = /\\*$/.exec(source.slice(at, next).replace(/\r$/, ""))!;
    at = next + 1;
    if (backslashes.length % 2 === 0) return at;
  }
}

/** What the shell gets of a recipe's line: without the tab of each line, the prefixes, and with make's `$$` as `$`. */
function recipeOf(source: string, { start, end }: Range): Pick<ShellText, "text" | "templates"> {
  const builder = new TextBuilder();
  const templates = new Map<number, string>();
  let at = start + /^\t[\s@+-]*/.exec(source.slice(start, end))![0].length;
  while (at < end) {
    const rest = source.slice(at, end);
    if (rest.startsWith("\r\n")) at++;
    else if (rest.startsWith("\n")) {
      builder.add("\n", at++);
      if (source[at] === "\t") at++;
    } else if (rest.startsWith("$$")) {
      builder.add("$", at);
      at += 2;
    } else if (rest.startsWith("$") && rest.length > 1) {
      const template = rest.slice(0, templateLength(rest));
      templates.set(builder.length, template);
      builder.add(template.length < 3 ? "$_" : placeholder(template), at);
      at += template.length;
    } else builder.add(source[at]!, at++);
  }
  return { text: builder.text, templates };
}

/** Of what make fills in at the start of a text: `$@`, `$(NAME)`, `$(shell …)`. */
function templateLength(text: string): number {
  const open = text[1]!;
  if (open !== "(" && open !== "{") return 2;
  const close = open === "(" ? ")" : "}";
  let depth = 0;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return text.length;
}
