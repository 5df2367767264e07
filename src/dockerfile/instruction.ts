import type { Heredoc } from "./heredoc.js";
import { type JsonForm, jsonForm } from "./json.js";
import type { Comment, Span } from "./scan.js";
import { isBlank, type Range, skipBlank, skipSpace, type Text } from "./text.js";
import { flagsOf, plainWords, quotedWords, type Word } from "./words.js";

export const KEYWORDS = [
  "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",
  "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
] as const; // prettier-ignore

export type Keyword = (typeof KEYWORDS)[number];

/** Besides HEALTHCHECK, whose command may be one. */
const TAKES_JSON: ReadonlySet<Keyword> = new Set([
  "ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME",
] as const); // prettier-ignore

/** A `--name=value` in front of the arguments, quotes removed. */
export interface Flag {
  readonly name: string;
  /** Undefined when written without `=`. */
  readonly value: string | undefined;
  readonly range: Range;
}

/** A `name=value` of ENV, LABEL or ARG; quotes and escapes of the value are kept. */
export interface Pair {
  readonly name: string;
  /** Undefined for an ARG without a default. */
  readonly value: string | undefined;
  readonly range: Range;
  /** Of the value with its quotes; undefined with it. */
  readonly valueRange: Range | undefined;
}

/** A word of the arguments, or a string of their JSON form. */
export interface Argument {
  readonly value: string;
  readonly range: Range;
}

/** One instruction; all ranges are offsets into the file's source. */
export class Instruction {
  /** The keyword in upper case; not one of `KEYWORDS` when the builder does not know it. */
  readonly keyword: Keyword;
  /** The keyword as it is written. */
  readonly written: string;
  /** From the keyword to the end of the last line, here-documents included, without the last line break. */
  readonly range: Range;
  /** The same without here-documents. */
  readonly head: Range;
  readonly heredocs: readonly Heredoc[];
  /** Comments between its lines. */
  readonly comments: readonly Comment[];
  readonly blankLines: readonly Range[];
  /** Flags, arguments and keyword as the builder joins them. */
  readonly text: Text;
  private readonly escape: string;
  private split: { flags: readonly Word[]; at: number } | undefined;
  private cachedArgs: Text | undefined;
  private cachedJson: JsonForm | null | undefined;

  constructor(span: Span, escape: string) {
    this.text = span.text;
    this.range = span.range;
    this.head = span.head;
    this.heredocs = span.heredocs;
    this.comments = span.comments;
    this.blankLines = span.blankLines;
    this.escape = escape;
    const { value } = span.text;
    let end = 0;
    while (end < value.length && !isBlank(value.charCodeAt(end))) end++;
    this.written = value.slice(0, end);
    this.keyword = this.written.toUpperCase() as Keyword;
  }

  get keywordRange(): Range {
    return this.text.range(0, this.written.length);
  }

  /** COPY or ADD. */
  get isCopy(): boolean {
    return this.keyword === "COPY" || this.keyword === "ADD";
  }

  get flags(): readonly Flag[] {
    return this.parts().flags.map(({ value, from, to }) => {
      const equals = value.indexOf("=");
      return {
        name: value.slice(2, equals === -1 ? undefined : equals),
        value: equals === -1 ? undefined : value.slice(equals + 1),
        range: this.text.range(from, to),
      };
    });
  }

  /** The value of the first flag of that name. */
  flag(name: string): string | undefined {
    return this.flags.find((flag) => flag.name === name)?.value;
  }

  /** The arguments behind the flags, trimmed. For shell forms this is the script's first line as the shell gets it. */
  get args(): Text {
    return (this.cachedArgs ??= this.text.slice(this.parts().at).trim());
  }

  /** The exec form's strings or why it is refused; undefined for the shell form and where none is taken. */
  get json(): JsonForm | undefined {
    if (this.cachedJson === undefined) {
      const text = this.keyword === "HEALTHCHECK" ? this.probe : TAKES_JSON.has(this.keyword) ? this.args : undefined;
      this.cachedJson = (text && jsonForm(text.value)) ?? null;
    }
    return this.cachedJson ?? undefined;
  }

  /** The strings of an exec form. */
  get exec(): readonly string[] | undefined {
    const { json } = this;
    return json && "strings" in json ? json.strings.map(({ value }) => value) : undefined;
  }

  /** HEALTHCHECK's command behind `CMD`; undefined elsewhere and for `NONE`. */
  get probe(): Text | undefined {
    const [type] = plainWords(this.args.value);
    if (this.keyword !== "HEALTHCHECK" || type?.value.toUpperCase() !== "CMD") return undefined;
    return this.args.slice(skipSpace(this.args.value, type.to)).trim();
  }

  /** Arguments between blanks (FROM, EXPOSE, COPY …), or the strings of a JSON array. */
  get words(): readonly Argument[] {
    const { args, json } = this;
    const words = json && "strings" in json ? json.strings : plainWords(args.value);
    return words.map(({ value, from, to }) => ({ value, range: args.range(from, to) }));
  }

  /** The pairs of ENV, LABEL and ARG; the old form `ENV name value` gives one pair. */
  get pairs(): readonly Pair[] {
    const { args, escape } = this;
    const words = quotedWords(args.value, escape);
    const [first] = words;
    if (first === undefined) return [];
    if (this.keyword !== "ARG" && !first.value.includes("=")) {
      const name = plainWords(args.value)[0]!;
      const from = skipBlank(args.value, name.to);
      if (from === name.to) return [];
      return [{ name: name.value, value: args.value.slice(from), range: args.range(), valueRange: args.range(from) }];
    }
    return words.map(({ value, from, to }) => {
      const range = args.range(from, to);
      const equals = value.indexOf("=");
      if (equals === -1) return { name: value, value: undefined, range, valueRange: undefined };
      const at = from + args.value.slice(from, to).indexOf("=") + 1;
      return { name: value.slice(0, equals), value: value.slice(equals + 1), range, valueRange: args.range(at, to) };
    });
  }

  /** The instruction behind ONBUILD; it shares the here-documents. */
  get trigger(): Instruction | undefined {
    if (this.keyword !== "ONBUILD" || this.args.value === "") return undefined;
    const { args: text, heredocs, comments, blankLines, escape } = this;
    const start = text.offset(0);
    const span = { text, heredocs, comments, blankLines };
    return new Instruction(
      { ...span, range: { start, end: this.range.end }, head: { start, end: this.head.end } },
      escape,
    );
  }

  private parts(): { flags: readonly Word[]; at: number } {
    if (this.split === undefined) {
      const at = skipBlank(this.text.value, this.written.length);
      const { flags, at: args } = flagsOf(this.text.value.slice(at), this.escape);
      this.split = { flags: flags.map((flag) => ({ ...flag, from: flag.from + at, to: flag.to + at })), at: args + at };
    }
    return this.split;
  }
}
