/** A half-open stretch `[start, end)` of a source, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface Piece {
  /** Where the piece begins in the joined text. */
  readonly at: number;
  /** Where it begins in the source. */
  readonly start: number;
}

/**
 * Text as the builder sees it: pieces of the source, joined where a line was continued. Every index of `value` maps back to
 * an offset of the source, so that whatever is lexed from it can be edited in place.
 */
export class Text {
  constructor(
    readonly value: string,
    private readonly pieces: readonly Piece[],
  ) {}

  static of(source: string, range: Range): Text {
    return new Text(source.slice(range.start, range.end), [{ at: 0, start: range.start }]);
  }

  /** Joins pieces of the source, in order, without anything between them. */
  static join(source: string, ranges: readonly Range[]): Text {
    let value = "";
    const pieces = ranges.map(({ start, end }) => {
      const piece = { at: value.length, start };
      value += source.slice(start, end);
      return piece;
    });
    return new Text(value, pieces);
  }

  /** The source offset of the character at `index`. */
  offset(index: number): number {
    const { pieces } = this;
    let low = 0;
    let high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pieces[middle]!.at <= index) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    return piece === undefined ? 0 : piece.start + (index - piece.at);
  }

  /** The source range of `value.slice(from, to)`; it includes line breaks and comments that lie inside. */
  range(from = 0, to = this.value.length): Range {
    const start = this.offset(from);
    return { start, end: to > from ? this.offset(to - 1) + 1 : start };
  }

  slice(from: number, to = this.value.length): Text {
    const pieces: Piece[] = [{ at: 0, start: this.offset(from) }];
    for (const { at, start } of this.pieces) {
      if (at > from && at < to) pieces.push({ at: at - from, start });
    }
    return new Text(this.value.slice(from, to), pieces);
  }

  /** Followed by a piece of the source. */
  append(source: string, { start, end }: Range): Text {
    const piece = { at: this.value.length, start };
    return new Text(this.value + source.slice(start, end), [...this.pieces, piece]);
  }

  /** The same places with other characters, as many as there are. */
  withValue(value: string): Text {
    return new Text(value, this.pieces);
  }

  /** Without white space at both ends. */
  trim(): Text {
    const from = skipSpace(this.value, 0);
    let to = this.value.length;
    while (to > from && isSpace(this.value.charCodeAt(to - 1))) to--;
    return from === 0 && to === this.value.length ? this : this.slice(from, to);
  }
}

/** Go's `unicode.IsSpace`, which decides for BuildKit. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** BuildKit's `reWhitespace`: what separates a keyword from its arguments and arguments from each other. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0x0d;
}

/** The index of the first character at or after `index` that is not white space. */
export function skipSpace(value: string, index: number): number {
  while (index < value.length && isSpace(value.charCodeAt(index))) index++;
  return index;
}

/** The same for what separates arguments. */
export function skipBlank(value: string, index: number): number {
  while (index < value.length && isBlank(value.charCodeAt(index))) index++;
  return index;
}

/** Line and column of offsets. Lines end at LF alone, as BuildKit counts them. */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private readonly source: string) {
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) this.starts.push(at + 1);
  }

  /** 1-based line and column of an offset; the byte-order mark has no column. */
  place(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    const mark = low === 0 && this.source.charCodeAt(0) === 0xfeff ? 1 : 0;
    return { line: low + 1, column: Math.max(1, offset - this.starts[low]! + 1 - mark) };
  }

  /** The text of a 1-based line without its line break, cut at 200 characters. */
  text(line: number): string {
    const start = this.starts[line - 1] ?? this.source.length;
    const end = this.starts[line] ?? this.source.length;
    return this.source
      .slice(start, end)
      .replace(/[\r\n]+$/, "")
      .replace(/^\uFEFF/, "")
      .slice(0, 200);
  }
}
