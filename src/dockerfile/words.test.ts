import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isBlank } from "./text.js";
import { flagsOf, plainWords, quotedWords, type Word } from "./words.js";

const values = (words: readonly Word[]): string[] => words.map(({ value }) => value);

describe("flags", () => {
  test.each<[line: string, flags: string[], args: string]>([
    ["--a --b=c d --e", ["--a", "--b=c"], "d --e"],
    ['--mount=type=bind,source="a b" x', ["--mount=type=bind,source=a b"], "x"],
    ["--a='b \"c\" d' x", ['--a=b "c" d'], "x"],
    ['--a=b"c d"e f', ["--a=bc de"], "f"],
    ["--a=b\\ c\\\\ d", ["--a=b c\\"], "d"],
    ['--a=\\"b x', ['--a="b'], "x"],
    ["--a='b\\'c d' x", ["--a=b'c d"], "x"],
    ["--a=b\\", ["--a=b"], ""],
    ['--a="b c', ["--a=b c"], ""],
    ["--a -- --b", ["--a"], "--b"],
    ["--a --", ["--a"], ""],
    ["\t--a\v b ", ["--a"], "b"],
    ["-a --b", [], "-a --b"],
    ["", [], ""],
    ["\u00a0--a", [], "--a"],
  ])("%j", (line, flags, args) => {
    const found = flagsOf(line, "\\");
    expect(values(found.flags)).toEqual(flags);
    expect(found.args).toBe(args);
    expect(line.slice(found.at).trim()).toBe(args);
  });

  test("ranges are those of the text with its quotes", () => {
    const line = '--a="b c" --d e';
    expect(flagsOf(line, "\\").flags.map(({ from, to }) => line.slice(from, to))).toEqual(['--a="b c"', "--d"]);
  });

  test("the backtick can be the escape character instead", () => {
    expect(values(flagsOf("--a=b` c --d=e\\ f", "`").flags)).toEqual(["--a=b c", "--d=e\\"]);
  });
});

describe("words of ENV, LABEL and ARG keep their quotes and escapes", () => {
  test.each<[line: string, words: string[]]>([
    ["A=1 B=2", ["A=1", "B=2"]],
    ['A="b c" D', ['A="b c"', "D"]],
    ["A='b \"c' D", ["A='b \"c'", "D"]],
    ["A=b\\ c D", ["A=b\\ c", "D"]],
    ['A="b\\" c" D', ['A="b\\" c"', "D"]],
    ["A='b\\' D", ["A='b\\'", "D"]],
    ["A=\\'b c", ["A=\\'b", "c"]],
    ['A=""', ['A=""']],
    ["'' A", ["''", "A"]],
    ['A="b c', ['A="b c']],
    ["A=b\\", ["A=b"]],
    ["\\", []],
    [" \u00a0A\u2003B ", ["A", "B"]],
    ["", []],
  ])("%j", (line, words) => {
    expect(values(quotedWords(line, "\\"))).toEqual(words);
  });

  test("the backtick can be the escape character instead", () => {
    expect(values(quotedWords("A=b` c D=e\\ f", "`"))).toEqual(["A=b` c", "D=e\\", "f"]);
  });

  test("a word is the text of its range", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", '"', "'", "\\", "=", "\t") }), (line) => {
        fc.pre(!line.endsWith("\\"));
        for (const { value, from, to } of quotedWords(line, "\\")) expect(line.slice(from, to)).toBe(value);
      }),
    );
  });
});

describe("plain words", () => {
  test("only ASCII blanks separate them, quotes mean nothing", () => {
    expect(values(plainWords(' a\t"b c"\\ d\u00a0e '))).toEqual(["a", '"b', 'c"\\', "d\u00a0e"]);
  });

  test("a word is the text of its range, and between words there are blanks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (line) => {
        let at = 0;
        for (const { value, from, to } of [...plainWords(line), { value: "", from: line.length, to: line.length }]) {
          expect(line.slice(from, to)).toBe(value);
          for (; at < from; at++) expect(isBlank(line.charCodeAt(at))).toBe(true);
          at = to;
        }
      }),
    );
  });
});
