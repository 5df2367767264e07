import { type Heredoc, heredocWords } from "./heredoc.js";
import { isBlank, isSpace, type Range, skipBlank, Text } from "./text.js";
import { jsonForm } from "./json.js";
import { flagsOf } from "./words.js";

/** A `# name=value` line at the top. */
export interface Directive {
  readonly name: "syntax" | "escape" | "check";
  readonly value: string;
  readonly range: Range;
}

/** A comment line without its line break, from the `#`; at the top level or between continued lines. */
export interface Comment {
  readonly range: Range;
  /** Stands between the lines of an instruction. */
  readonly inside: boolean;
}

/** Where one instruction stands and what the builder reads there. */
export interface Span {
  /** From the keyword to the end of the last line, here-documents included, without the last line break. */
  readonly range: Range;
  /** The same without here-documents. */
  readonly head: Range;
  /** The joined line. */
  readonly text: Text;
  readonly heredocs: readonly Heredoc[];
  readonly comments: readonly Comment[];
  /** Blank lines between continued lines, which BuildKit warns about. */
  readonly blankLines: readonly Range[];
}

export interface Scan {
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly spans: readonly Span[];
  /** What makes BuildKit's line reader give up; nothing after it was read. */
  readonly error?: { readonly message: string; readonly at: number };
}

const MAX_LINE_BYTES = 65_535;

const DIRECTIVE = /^#[\s\u0085]*([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=[\t\f\r ]*([^\n]+?)[\t\f\r ]*$/;

/** Cuts a source into instructions exactly as BuildKit's `parser.Parse` does. Linear in its length. */
export function scan(source: string): Scan {
  return new Scanner(source).run();
}

interface Line {
  readonly start: number;
  /** Without trailing CR and LF. */
  readonly end: number;
  /** Where the next line starts. */
  readonly next: number;
}

class Scanner {
  private escape: "\\" | "`" = "\\";
  private readonly directives: Directive[] = [];
  private directivesDone = false;
  private readonly comments: Comment[] = [];
  private readonly spans: Span[] = [];
  private at: number;

  constructor(private readonly source: string) {
    this.at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  run(): Scan {
    const { directives, comments, spans } = this;
    try {
      for (let line = this.line(); line !== undefined; line = this.line()) this.statement(line);
      if (spans.length === 0) throw new ScanError("file with no instructions", this.source.length);
    } catch (error) {
      if (!(error instanceof ScanError)) throw error;
      return { escape: this.escape, directives, comments, spans, error };
    }
    return { escape: this.escape, directives, comments, spans };
  }

  private line(): Line | undefined {
    const { source, at: start } = this;
    if (start >= source.length) return undefined;
    const feed = source.indexOf("\n", start);
    const next = feed === -1 ? source.length : feed + 1;
    let end = next;
    while (end > start && (source.charCodeAt(end - 1) === 0x0a || source.charCodeAt(end - 1) === 0x0d)) end--;
    // the reader's buffer holds one byte more when the line break is in it
    const limit = feed === -1 ? MAX_LINE_BYTES : MAX_LINE_BYTES + 1;
    if (next - start > MAX_LINE_BYTES / 3 && byteLength(source, start, next) > limit) {
      throw new ScanError(`dockerfile line greater than max allowed size of ${MAX_LINE_BYTES}`, start);
    }
    this.at = next;
    return { start, end, next };
  }

  private statement(line: Line): void {
    const start = this.skipSpace(line);
    if (!this.directivesDone) this.directive(start, line.end);
    if (this.source[start] === "#" && start < line.end) {
      this.comments.push({ range: { start, end: line.end }, inside: false });
      return;
    }
    const first = this.continued(start, line.end);
    if (!first.continues && first.end === start) return;
    const pieces: Range[] = [{ start, end: first.end }];
    const comments: Comment[] = [];
    const blankLines: Range[] = [];
    let last = line.end;
    let continues = first.continues;
    while (continues) {
      const next = this.line();
      if (next === undefined) break;
      const from = this.skipSpace(next);
      if (from === next.end) {
        blankLines.push({ start: next.start, end: next.next });
        continue;
      }
      if (this.source[from] === "#") {
        comments.push({ range: { start: from, end: next.end }, inside: true });
        continue;
      }
      const piece = this.continued(next.start, next.end);
      pieces.push({ start: next.start, end: piece.end });
      ({ continues } = piece);
      last = next.end;
    }
    const text = Text.join(this.source, pieces).trim();
    if (text.value === "") throw new ScanError("unknown instruction: ", start);
    const head = { start: text.offset(0), end: last };
    const inHead = comments.filter(({ range }) => range.end <= last);
    for (const comment of comments)
      this.comments.push(comment.range.end <= last ? comment : { ...comment, inside: false });
    const heredocs = this.heredocs(text, start);
    const bottom = heredocs.at(-1)?.end.end ?? head.end;
    this.spans.push({
      range: { start: head.start, end: bottom },
      head,
      text,
      heredocs,
      comments: inHead,
      blankLines: blankLines.filter((range) => range.end <= last),
    });
  }

  /** Where a line's text ends, and whether the escape character at its end continues it. */
  private continued(start: number, end: number): { end: number; continues: boolean } {
    const { source, escape } = this;
    let at = end;
    while (at > start && (source[at - 1] === " " || source[at - 1] === "\t")) at--;
    const continues = at > start && source[at - 1] === escape && (at - 1 === start || source[at - 2] !== escape);
    return continues ? { end: at - 1, continues } : { end, continues };
  }

  private directive(start: number, end: number): void {
    const match = DIRECTIVE.exec(this.source.slice(start, end));
    const name = match?.[1]?.toLowerCase();
    if (match === null || (name !== "syntax" && name !== "escape" && name !== "check")) {
      this.directivesDone = true;
      return;
    }
    if (this.directives.some((directive) => directive.name === name)) {
      throw new ScanError(`only one ${name} parser directive can be used`, start);
    }
    const value = match[2]!;
    if (name === "escape") {
      if (value !== "\\" && value !== "`") {
        throw new ScanError(`invalid escape token '${value}' does not match \` or \\`, start);
      }
      this.escape = value;
    }
    this.directives.push({ name, value, range: { start, end } });
  }

  private heredocs(text: Text, start: number): Heredoc[] {
    if (!text.value.includes("<<") || !canHoldHeredoc(text.value, this.escape)) return [];
    return heredocWords(text.value).map((word) => {
      const bodyStart = this.at;
      for (let line = this.line(); line !== undefined; line = this.line()) {
        let from = line.start;
        while (word.chomp && this.source[from] === "\t") from++;
        if (this.source.slice(from, line.end) !== word.name) continue;
        return { ...word, body: { start: bodyStart, end: line.start }, end: { start: line.start, end: line.end } };
      }
      throw new ScanError("unterminated heredoc", start);
    });
  }

  private skipSpace({ start, end }: Line): number {
    let at = start;
    while (at < end && isSpace(this.source.charCodeAt(at))) at++;
    return at;
  }
}

class ScanError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** ADD, COPY and RUN in shell form take here-documents, also behind ONBUILD. */
function canHoldHeredoc(line: string, escape: string): boolean {
  const { keyword, rest } = splitKeyword(line);
  const { args } = flagsOf(rest, escape);
  if (keyword === "ONBUILD")
    return args !== "" && splitKeyword(args).keyword !== "ONBUILD" && canHoldHeredoc(args, escape);
  return (keyword === "ADD" || keyword === "COPY" || keyword === "RUN") && jsonForm(args) === undefined;
}

function splitKeyword(line: string): { keyword: string; rest: string } {
  let end = 0;
  while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
  return { keyword: line.slice(0, end).toUpperCase(), rest: line.slice(skipBlank(line, end)) };
}

function byteLength(source: string, start: number, end: number): number {
  return new TextEncoder().encode(source.slice(start, end)).length;
}
