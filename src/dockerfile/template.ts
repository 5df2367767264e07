import type { Dockerfile } from "./dockerfile.js";

export interface TemplateMark {
  readonly at: number;
  readonly language: string;
}

interface Mark {
  readonly pattern: string;
  readonly regex: RegExp;
  readonly language: string;
  /** Never a program's own text, not even in its quotes. */
  readonly sure?: boolean;
}

const MARKS: readonly Mark[] = [
  { pattern: "{%", regex: /\{%[-+ ]/g, language: "Jinja" },
  { pattern: "{{", regex: /\{\{/g, language: "Jinja, mustache or Go" },
  { pattern: "<%=", regex: /<%=/g, language: "ERB", sure: true },
  { pattern: "<%", regex: /<%[-# ]/g, language: "ERB" },
  { pattern: "@", regex: /(?<!\bs)@[A-Z][A-Z0-9_]*@/g, language: "placeholder" },
  { pattern: "%%", regex: /%%[A-Z][A-Z0-9_-]*%%/g, language: "placeholder", sure: true },
];

/** Instructions whose quoted text is a program's, so that `{{` in quotes is no mark: `docker inspect -f '{{.Id}}'`. */
const SCRIPTS: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"]);

/** The first place that shows the file to be the source of a template engine, outside comments and here-documents. */
export function templateMark(file: Dockerfile): TemplateMark | undefined {
  const marks = MARKS.filter(({ pattern }) => file.source.includes(pattern));
  if (marks.length === 0) return undefined;
  for (const { keyword, text } of file.instructions) {
    for (const { regex, language, sure = false } of marks) {
      for (const match of text.value.matchAll(regex)) {
        if (!sure && SCRIPTS.has(keyword) && isQuoted(text.value, match.index)) continue;
        return { at: text.offset(match.index), language };
      }
    }
  }
  return undefined;
}

function isQuoted(line: string, index: number): boolean {
  let quote = "";
  for (let at = 0; at < index; at++) {
    const char = line[at]!;
    if (char === "\\" && quote !== "'") at++;
    else if (quote === "" && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = "";
  }
  return quote !== "";
}
