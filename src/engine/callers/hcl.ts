import type { Range } from "../../dockerfile/text.js";

/** An expression of an HCL file. */
export interface HclValue {
  readonly range: Range;
  /** Of a text in quotes with nothing to fill in and no escapes. */
  readonly text?: string;
  /** Of a list. */
  readonly items?: readonly HclValue[];
  /** Of an object. */
  readonly entries?: readonly HclEntry[];
}

/** An attribute of a body, or an entry of an object. */
export interface HclEntry {
  readonly name: string;
  /** From the name to the end of the value. */
  readonly range: Range;
  readonly value: HclValue;
}

export interface HclBody {
  /** Between the braces; the whole of a file. */
  readonly range: Range;
  readonly entries: readonly HclEntry[];
  readonly blocks: readonly HclBlock[];
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

/** A file in HCL's native syntax; undefined when it is not understood. Source: HCL, Native Syntax Specification. */
export function readHcl(text: string): HclBody | undefined {
  try {
    const reader = new Reader(text);
    const body = reader.body(text.startsWith("\uFEFF") ? 1 : 0);
    return body.range.end === text.length ? body : undefined;
  } catch {
    return undefined;
  }
}

const SPACE = String.raw`[ \t]|/\*[^]*?\*/`;
/** Spaces and comments within a line, and over line breaks. */
const INLINE = new RegExp(`(?:${SPACE})*`, "y");
const ANYWHERE = new RegExp(String.raw`(?:${SPACE}|\s|(?:#|//).*)*`, "y");
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
/** What may stand behind a whole expression. */
const BEHIND = /[,\]}):=\n\r#]|\/\/|$/y;
const HEREDOC = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n[^]*?^[ \t]*\1(?=\r?$)/muy;

class Reader {
  constructor(private readonly source: string) {}

  body(start: number): HclBody {
    const entries: HclEntry[] = [];
    const blocks: HclBlock[] = [];
    let at = this.skip(ANYWHERE, start);
    while (at < this.source.length && this.source[at] !== "}") {
      const name = this.need(NAME, at);
      const next = this.skip(INLINE, at + name.length);
      if (this.source[next] === "=") {
        const value = this.value(this.skip(INLINE, next + 1));
        entries.push({ name, range: { start: at, end: value.range.end }, value });
        at = value.range.end;
      } else {
        const { block, end } = this.block(name, next);
        blocks.push(block);
        at = end;
      }
      at = this.skip(ANYWHERE, at);
    }
    return { range: { start, end: at }, entries, blocks };
  }

  private block(type: string, start: number): { readonly block: HclBlock; readonly end: number } {
    const labels: string[] = [];
    let at = start;
    while (this.source[at] !== "{") {
      const isText = this.source[at] === '"';
      const end = isText ? this.template(at) : at + this.need(NAME, at).length;
      labels.push(this.source.slice(at, end).replace(/^"([^]*)"$/, "$1"));
      at = this.skip(INLINE, end);
    }
    const body = this.body(at + 1);
    if (this.source[body.range.end] !== "}") throw new SyntaxError();
    return { block: { type, labels, body }, end: body.range.end + 1 };
  }

  private value(start: number): HclValue {
    const value = this.simple(start);
    const behind = this.skip(INLINE, value.range.end);
    BEHIND.lastIndex = behind;
    if (BEHIND.test(this.source) && this.source[behind] !== "=") return value;
    return { range: { start, end: this.expression(value.range.end) } };
  }

  private simple(start: number): HclValue {
    if (this.source[start] === "[" && !this.isFor(start)) return this.list(start);
    if (this.source[start] === "{" && !this.isFor(start)) return this.object(start);
    if (this.source[start] !== '"') return { range: { start, end: this.expression(start) } };
    const range = { start, end: this.template(start) };
    const text = this.source.slice(start + 1, range.end - 1);
    return /[$%]\{|\\/.test(text) ? { range } : { range, text };
  }

  private isFor(start: number): boolean {
    const first = this.skip(ANYWHERE, start + 1);
    return /^for\s/.test(this.source.slice(first, first + 4));
  }

  private list(start: number): HclValue {
    const items: HclValue[] = [];
    let at = this.skip(ANYWHERE, start + 1);
    while (this.source[at] !== "]") {
      const item = this.value(at);
      items.push(item);
      at = this.skip(ANYWHERE, item.range.end);
      if (this.source[at] === ",") at = this.skip(ANYWHERE, at + 1);
      else if (this.source[at] !== "]") throw new SyntaxError();
    }
    return { range: { start, end: at + 1 }, items };
  }

  private object(start: number): HclValue {
    const entries: HclEntry[] = [];
    let at = this.skip(ANYWHERE, start + 1);
    while (this.source[at] !== "}") {
      const isText = this.source[at] === '"';
      const end = isText ? this.template(at) : at + this.need(NAME, at).length;
      const sign = this.skip(INLINE, end);
      if (this.source[sign] !== "=" && this.source[sign] !== ":") throw new SyntaxError();
      const value = this.value(this.skip(ANYWHERE, sign + 1));
      const name = this.source.slice(at, end).replace(/^"([^]*)"$/, "$1");
      entries.push({ name, range: { start: at, end: value.range.end }, value });
      at = this.skip(INLINE, value.range.end);
      at = this.skip(ANYWHERE, this.source[at] === "," ? at + 1 : at);
    }
    return { range: { start, end: at + 1 }, entries };
  }

  /** The end of any expression: what is in brackets and quotes belongs to it. */
  private expression(start: number): number {
    let [at, end, depth] = [start, start, 0];
    for (; at < this.source.length; at = this.skip(depth > 0 ? ANYWHERE : INLINE, at)) {
      const char = this.source[at]!;
      if (depth === 0 && (/[,\]})\n\r#]/.test(char) || this.source.startsWith("//", at))) break;
      if (/[[{(]/.test(char)) depth++;
      if (/[\]})]/.test(char)) depth--;
      if (char === '"') at = this.template(at);
      else if (this.source.startsWith("<<", at)) at += this.need(HEREDOC, at).length;
      else at++;
      end = at;
    }
    if (end === start || depth > 0) throw new SyntaxError();
    return end;
  }

  /** The end of a text in quotes, with expressions in it. */
  private template(start: number): number {
    for (let at = start + 1; at < this.source.length; at++) {
      const char = this.source[at]!;
      if (char === '"') return at + 1;
      if (char === "\n") break;
      if (char === "\\") at++;
      else if (/^(?:\$\$|%%)\{/.test(this.source.slice(at, at + 3))) at += 2;
      else if (/^[$%]\{/.test(this.source.slice(at, at + 2))) at = this.filled(at + 2);
    }
    throw new SyntaxError();
  }

  /** Where the brace closes that opens before `start`. */
  private filled(start: number): number {
    for (let [at, depth] = [start, 1]; at < this.source.length; at++) {
      if (this.source[at] === '"') at = this.template(at) - 1;
      else if (this.source[at] === "{") depth++;
      else if (this.source[at] === "}" && --depth === 0) return at;
    }
    throw new SyntaxError();
  }

  private skip(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return at + (pattern.exec(this.source)?.[0].length ?? 0);
  }

  private need(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    const [found] = pattern.exec(this.source) ?? [];
    if (found === undefined) throw new SyntaxError();
    return found;
  }
}
