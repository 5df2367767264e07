import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Dockerfile, parse } from "./dockerfile.js";
import { anyText, dockerfileish } from "./testing/arbitrary.js";

describe("stages", () => {
  test("are numbered, named in lower case, and hold their FROM", () => {
    const { stages } = parse("ARG A\nFROM a AS Build\nRUN b\n\nfrom --platform=c d\nRUN e\nRUN f\nFROM g as h");
    const read = stages.map(({ index, name, from, instructions }) => [
      index,
      name,
      from.words[0]!.value,
      instructions.map(({ keyword }) => keyword),
    ]);
    expect(read).toEqual([
      [0, "build", "a", ["FROM", "RUN"]],
      [1, undefined, "d", ["FROM", "RUN", "RUN"]],
      [2, "h", "g", ["FROM"]],
    ]);
  });

  test("ARGs before the first FROM are global", () => {
    const args = (source: string): string[] => parse(source).globalArgs.map(({ text }) => text.value);
    expect(args("ARG A\nARG B\nFROM a\nARG C")).toEqual(["ARG A", "ARG B"]);
    expect(args("ARG A")).toEqual(["ARG A"]);
    expect(args("FROM a\nARG C")).toEqual([]);
    expect(parse("ARG A").stages).toEqual([]);
  });
});

test.each([
  ["FROM a\nRUN b\r\n", "\n"],
  ["FROM a\r\nRUN b\n", "\r\n"],
  ["FROM a", "\n"],
  ["FROM a\rRUN b\n", "\n"],
  ["\nFROM a\r\n", "\n"],
])("the line break of %j is that of its first line", (source, newline) => {
  expect(parse(source).newline).toBe(newline);
});

test("the comments in a range, as written", () => {
  const source = "# a\nFROM b\n  # c \t\r\nRUN d \\\n# e\n f\n# g";
  const file = parse(source);
  const [from, run] = file.instructions;
  expect(file.commentsIn({ start: 0, end: source.length })).toEqual(["# a", "# c", "# e", "# g"]);
  expect(file.commentsIn({ start: from!.range.end, end: run!.range.start })).toEqual(["# c"]);
  expect(file.commentsIn(run!.range)).toEqual(["# e"]);
  expect(file.commentsIn({ start: 1, end: 3 })).toEqual([]);
});

test("a problem says line, column and the text of the line", () => {
  expect(parse("FROM a\n  FOO b \\\n c\n").problems).toEqual([
    {
      line: 2,
      column: 3,
      message: "unknown instruction: FOO (did you mean FROM?)",
      text: "  FOO b \\",
      kind: "syntax",
    },
  ]);
});

describe("disagreement with the second reader", () => {
  test.each([
    ["FROM a\n\u00a0\n", 2, "one more instruction"],
    ["FROM a\n\u00a0RUN b", 2, "RUN starts elsewhere"],
    ["FROM a\nRUN b\rRUN c", 2, "RUN ends elsewhere"],
    ["FROM a\nENV\fB=c", 2, "keyword ENV\fB=C instead of ENV"],
    ["FROM a\f", 1, "another base image"],
    ["FROM a AS b\f", 1, "another stage name"],
    ["FROM a\nLABEL b=c d=e\ff=g", 2, "LABEL with other names"],
  ])("%j: line %i, %j", (source, line, why) => {
    const message = `not safely editable: two readers of the file disagree here (${why})`;
    expect(parse(source).disagreement).toMatchObject({ line, message, kind: "unsupported" });
  });

  test("is found once", () => {
    const file = parse("FROM a\nRUN b\\\\\nRUN c");
    expect(file.disagreement).toBeDefined();
    expect(file.disagreement).toBe(file.disagreement);
  });

  test.each([
    "FROM a\r\nRUN b \\\r\n c\r\n\r\nCOPY d e",
    "\ufeff# escape=`\nFROM a\nRUN b `\n# c\n\n d",
    "FROM --platform=a b:c@sha256:d AS e\nARG f=g h\nENV i=j k='l m'\nENV n o p\nLABEL q=r \\\n s=t",
    "FROM a\nRUN <<E cat && b\nUSER c\nE\nCOPY <<'F' g /d\nx\nF\nONBUILD RUN h\n",
    "from a as b\n\trun c # d\n",
    'FROM a\nCMD ["b", \'c\']\nSHELL ["d"]\nHEALTHCHECK --interval=1s CMD e\nFOO f',
  ])("there is none in %j", (source) => {
    expect(parse(source).disagreement).toBeUndefined();
  });
});

test("reading never throws, whatever the text", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const file = new Dockerfile(source);
      expect([undefined, "unsupported"]).toContain(file.disagreement?.kind);
      for (const { range } of file.comments) expect(source[range.start]).toBe("#");
      for (const { line, text } of file.problems) expect(source.split("\n")[line - 1]).toContain(text.slice(0, 20));
    }),
  );
});

test("CRLF and LF have the same problems", () => {
  fc.assert(
    fc.property(dockerfileish, (text) => {
      const source = text.replaceAll("\r", "");
      expect(parse(source.replaceAll("\n", "\r\n")).problems).toEqual(parse(source).problems);
    }),
  );
});
