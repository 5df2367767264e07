import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isBlank, isSpace, Lines, type Range, Text } from "./text.js";

/** A source with pieces of it, in order. */
const cut = fc
  .tuple(fc.string({ unit: "binary", minLength: 1 }), fc.array(fc.nat(), { maxLength: 12 }))
  .map(([source, numbers]) => {
    const cuts = numbers.map((number) => number % (source.length + 1)).sort((a, b) => a - b);
    const ranges: Range[] = [];
    for (let at = 0; at + 1 < cuts.length; at += 2) ranges.push({ start: cuts[at]!, end: cuts[at + 1]! });
    return { source, ranges };
  });

function mapped(text: Text, source: string): string {
  return Array.from({ length: text.value.length }, (_, index) => source[text.offset(index)]).join("");
}

describe("a text maps every index to the same character of its source", () => {
  test("joined, cut, trimmed and followed by a piece", () => {
    fc.assert(
      fc.property(cut, fc.nat(), fc.nat(), ({ source, ranges }, a, b) => {
        const text = Text.join(source, ranges);
        const value = ranges.map(({ start, end }) => source.slice(start, end)).join("");
        const [from, to] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y) as [number, number];
        const end = { start: ranges.at(-1)?.end ?? 0, end: source.length };
        const results: [Text, string][] = [
          [text, value],
          [text.slice(from, to), value.slice(from, to)],
          [text.slice(from).slice(0, to - from), value.slice(from, to)],
          [text.append(source, end), value + source.slice(end.start)],
        ];
        for (const [result, expected] of results) {
          expect(result.value).toBe(expected);
          expect(mapped(result, source)).toBe(expected);
        }
        expect(mapped(text.trim(), source)).toBe(text.trim().value);
      }),
    );
  });

  test("a range covers what lies between its pieces", () => {
    const source = "RUN a \\\n# c\n b";
    const text = Text.join(source, [
      { start: 0, end: 6 },
      { start: 12, end: 14 },
    ]);
    expect(text.value).toBe("RUN a  b");
    expect(text.range()).toEqual({ start: 0, end: 14 });
    expect(source.slice(text.range(4).start, text.range(4).end)).toBe("a \\\n# c\n b");
    expect(text.range(0, 6)).toEqual({ start: 0, end: 6 });
    expect(text.range(7)).toEqual({ start: 13, end: 14 });
    expect(text.range(6, 6)).toEqual({ start: 12, end: 12 });
  });

  test("an empty range stands where its first character would", () => {
    const text = Text.of("abc", { start: 1, end: 3 });
    expect(text.range(1, 1)).toEqual({ start: 2, end: 2 });
    expect(text.range(2, 2)).toEqual({ start: 3, end: 3 });
  });

  test("trims what Go takes for white space", () => {
    expect(Text.of("\u0085\u3000a b\u00a0\r", { start: 0, end: 7 }).trim().value).toBe("a b");
    expect(Text.of("\ufeffa", { start: 0, end: 2 }).trim().value).toBe("\ufeffa");
    expect(Text.of(" \t", { start: 0, end: 2 }).trim().value).toBe("");
  });
});

test("white space is Go's: with U+0085, without the byte order mark", () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter(isSpace);
  expect(codes).toEqual([
    0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
    0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  ]);
});

test("arguments are separated by ASCII blanks on one line", () => {
  const codes = Array.from({ length: 0x10000 }, (_, code) => code).filter(isBlank);
  expect(codes).toEqual([0x09, 0x0b, 0x0c, 0x0d, 0x20]);
});

describe("lines", () => {
  test.each([
    ["ab\ncd", 0, 1, 1, "ab"],
    ["ab\ncd", 2, 1, 3, "ab"],
    ["ab\ncd", 3, 2, 1, "cd"],
    ["ab\ncd", 5, 2, 3, "cd"],
    ["ab\n", 3, 2, 1, ""],
    ["ab\r\ncd", 4, 2, 1, "cd"],
    ["a\rb\nc", 2, 1, 3, "a\rb"],
    ["\ufeffab\ncd", 1, 1, 1, "ab"],
    ["\ufeffab\ncd", 0, 1, 1, "ab"],
    ["\ufeffab\ncd", 4, 2, 1, "cd"],
    ["😀b", 2, 1, 3, "😀b"],
  ])("%j at %i is line %i, column %i: %j", (source, offset, line, column, text) => {
    const lines = new Lines(source);
    expect(lines.place(offset)).toEqual({ line, column });
    expect(lines.text(line)).toBe(text);
  });

  test("a long line is cut, a line that is not there is empty", () => {
    expect(new Lines("x".repeat(300)).text(1)).toBe("x".repeat(200));
    expect(new Lines("x").text(9)).toBe("");
  });
});
