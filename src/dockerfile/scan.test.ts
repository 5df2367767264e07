import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Scan, scan } from "./scan.js";
import { anyText, dockerfileish } from "./testing/arbitrary.js";

function texts(source: string): string[] {
  return scan(source).spans.map(({ text }) => text.value);
}

function heads(source: string): string[] {
  return scan(source).spans.map(({ head }) => source.slice(head.start, head.end));
}

describe("continuations", () => {
  test.each([
    ["RUN a \\\n b", ["RUN a  b"]],
    ["RUN a\\\nb", ["RUN ab"]],
    ["RUN a \\ \t\n b", ["RUN a  b"]],
    ["RUN a \\\u00a0\n b", ["RUN a \\", "b"]],
    ["RUN a \\\\\nRUN b", ["RUN a \\\\", "RUN b"]],
    ["RUN a \\\\\\\nRUN b", ["RUN a \\\\\\", "RUN b"]],
    ["RUN a \\\n\\\nRUN b", ["RUN a RUN b"]],
    ["RUN a \\\n\n \n b", ["RUN a  b"]],
    ["RUN a \\\n# c \\\n#\n  # d\n b", ["RUN a  b"]],
    ["RUN a \\\n #b \\\n c \\\n", ["RUN a  c"]],
    ["\\\nRUN a", ["RUN a"]],
    ["RUN a `\n b", ["RUN a `", "b"]],
    ["# escape=`\nRUN a `\n b\nRUN c \\\nRUN d", ["RUN a  b", "RUN c \\", "RUN d"]],
    ["  RUN a\n\tRUN b", ["RUN a", "RUN b"]],
    ["RUN a # b \\\n c", ["RUN a # b  c"]],
  ])("%j reads as %j", (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  test("an instruction ends at its last line with text; what follows its last continuation is outside", () => {
    const source = "RUN a \\\n b \\\n\n# c\n";
    const { spans, comments } = scan(source);
    expect(heads(source)).toEqual(["RUN a \\\n b \\"]);
    expect(spans[0]).toMatchObject({ comments: [], blankLines: [] });
    expect(comments).toEqual([{ range: { start: 14, end: 17 }, inside: false }]);
  });

  test("comments and blank lines inside an instruction are kept apart from those between instructions", () => {
    const source = "# top\nRUN a \\\n# in\n\n b\n  # out\n";
    const { comments, spans } = scan(source);
    const text = ({ range }: { range: { start: number; end: number } }): string => source.slice(range.start, range.end);
    expect(comments.map((each) => [text(each), each.inside])).toEqual([
      ["# top", false],
      ["# in", true],
      ["# out", false],
    ]);
    expect(spans[0]!.comments.map(text)).toEqual(["# in"]);
    expect(spans[0]!.blankLines).toEqual([{ start: 19, end: 20 }]);
  });
});

describe("directives", () => {
  test.each<[source: string, directives: [name: string, value: string][]]>([
    ["# syntax=docker/dockerfile:1\n# escape=`\n# check=skip=all\nFROM a", [["syntax", "docker/dockerfile:1"], ["escape", "`"], ["check", "skip=all"]]],
    ["#Escape = ` \nFROM a", [["escape", "`"]]],
    [" \t# escape=`\nFROM a", [["escape", "`"]]],
    ["\ufeff# escape=`\r\nFROM a", [["escape", "`"]]],
    ["#\u00a0escape=`\nFROM a", [["escape", "`"]]],
    ["\n# escape=`\nFROM a", []],
    ["# a comment\n# escape=`\nFROM a", []],
    ["# foo=bar\n# escape=`\nFROM a", []],
    ["#!/usr/bin/docker\n# escape=`\nFROM a", []],
    ["# escape=\n# escape=`\nFROM a", []],
    ["FROM a\n# escape=`\n", []],
  ])("%j: %j", (source, directives) => {
    const found = scan(source).directives.map(({ name, value }) => [name, value]);
    expect(found).toEqual(directives);
  }); // prettier-ignore

  test("a directive is a comment too", () => {
    expect(scan("# escape=`\nFROM a").comments).toEqual([{ range: { start: 0, end: 10 }, inside: false }]);
  });

  test.each([
    ["# escape=x\nFROM a", "invalid escape token 'x' does not match ` or \\", 0],
    ["# escape=\\\\\nFROM a", "invalid escape token '\\\\' does not match ` or \\", 0],
    ["# syntax=a\n# Syntax=b\nFROM a", "only one syntax parser directive can be used", 11],
    ["# escape=`\n# escape=x\nFROM a", "only one escape parser directive can be used", 11],
  ])("%j is refused", (source, message, at) => {
    expect(scan(source).error).toMatchObject({ message, at });
  });
});

describe("here-documents", () => {
  test.each([
    ["RUN <<E\na \\\n# b\n\nE\nRUN c", ["RUN <<E", "RUN c"]],
    ["RUN a \\\n <<E\nb\nE\nRUN c", ["RUN a  <<E", "RUN c"]],
    ["ONBUILD RUN <<E\na\nE\nRUN c", ["ONBUILD RUN <<E", "RUN c"]],
    ["COPY <<a <<b /d/\nb\na\na\nb\nRUN c", ["COPY <<a <<b /d/", "RUN c"]],
    ["ADD --chown=1 <<E /d\nE\nRUN c", ["ADD --chown=1 <<E /d", "RUN c"]],
    ["RUN --mount=type=bind <<E\nE\nRUN c", ["RUN --mount=type=bind <<E", "RUN c"]],
    ["RUN echo ${A:0:3} <<E\nE\nRUN c", ["RUN echo ${A:0:3} <<E", "RUN c"]],
    ["RUN <<-E\n\t\tE\nRUN c", ["RUN <<-E", "RUN c"]],
    ["RUN <<E\r\na\r\nE\r\nRUN c", ["RUN <<E", "RUN c"]],
    ['RUN ["a", "<<E"]\nRUN c', ['RUN ["a", "<<E"]', "RUN c"]],
    ["ENV A=<<E\nRUN c", ["ENV A=<<E", "RUN c"]],
    ["CMD cat <<E\nRUN c", ["CMD cat <<E", "RUN c"]],
    ["ONBUILD ONBUILD RUN <<E\nRUN c", ["ONBUILD ONBUILD RUN <<E", "RUN c"]],
    ["RUN cat <<<E\nRUN c", ["RUN cat <<<E", "RUN c"]],
    ["RUN echo 'a <<E\nRUN c", ["RUN echo 'a <<E", "RUN c"]],
    ["RUN echo ${A[0]} <<E\nRUN c", ["RUN echo ${A[0]} <<E", "RUN c"]],
    ["RUN echo <<E${A:-b}\nRUN c", ["RUN echo <<E${A:-b}", "RUN c"]],
  ])("%j reads as %j", (source, expected) => {
    expect(texts(source)).toEqual(expected);
  });

  test("ranges: the body's lines with their breaks, the terminator without", () => {
    const source = "RUN <<-A\r\n\tx\r\n\tA\r\nRUN b";
    const [{ heredocs, head, range }] = scan(source).spans as [Scan["spans"][number]];
    expect(source.slice(head.start, head.end)).toBe("RUN <<-A");
    expect(source.slice(heredocs[0]!.body.start, heredocs[0]!.body.end)).toBe("\tx\r\n");
    expect(source.slice(heredocs[0]!.end.start, heredocs[0]!.end.end)).toBe("\tA");
    expect(range).toEqual({ start: head.start, end: heredocs[0]!.end.end });
  });

  test("only tabs are stripped, and only behind <<-", () => {
    expect(scan("RUN <<-E\n E\n\tE\n").spans[0]!.heredocs[0]!.body).toEqual({ start: 9, end: 12 });
    expect(scan("RUN <<E\n\tE\nE\n").spans[0]!.heredocs[0]!.body).toEqual({ start: 8, end: 11 });
  });
});

describe("what cannot be read", () => {
  test.each([
    ["an empty file", "", "file with no instructions", 0],
    ["a file of comments", "\ufeff \n# c\n", "file with no instructions", 7],
    ["a here-document without end", "RUN a\nRUN <<E\nb\n", "unterminated heredoc", 6],
    ["an escape with nothing behind it", "RUN a\n\\\n", "unknown instruction: ", 6],
    ["a long line", `RUN a\nRUN ${"é".repeat(40_000)}`, "dockerfile line greater than max allowed size of 65535", 6],
  ])("%s", (_, source, message, at) => {
    expect(scan(source).error).toMatchObject({ message, at });
  });

  test("a line may hold 65,535 bytes, its line break not counted", () => {
    const line = `RUN ${"x".repeat(65_531)}`;
    expect(scan(line).error).toBeUndefined();
    expect(scan(`${line}\nRUN b`).error).toBeUndefined();
    expect(scan(`${line}x`).error).toBeDefined();
    expect(scan(`${line}x\n`).error).toBeDefined();
  });

  test("a joined line may be longer", () => {
    const lines = Array.from({ length: 10 }, () => "x".repeat(30_000));
    expect(scan(`RUN ${lines.join("\\\n")}`).error).toBeUndefined();
  });
});

describe("whatever the text", () => {
  test("spans are in order, do not overlap, and lie in the source", () => {
    fc.assert(
      fc.property(anyText, (source) => {
        let last = 0;
        for (const { range, head, heredocs, comments, text } of scan(source).spans) {
          expect(head.start).toBeGreaterThanOrEqual(last);
          expect(range.start).toBe(head.start);
          expect(text.offset(0)).toBe(head.start);
          last = head.end;
          for (const { body, end } of heredocs) {
            expect([body.start >= last, body.end === end.start, end.end >= end.start]).toEqual([true, true, true]);
            last = end.end;
          }
          expect(range.end).toBe(last);
          for (const comment of comments) {
            expect(source[comment.range.start]).toBe("#");
            expect(comment.range.end).toBeLessThanOrEqual(head.end);
          }
        }
        expect(last).toBeLessThanOrEqual(source.length);
      }),
    );
  });

  test("outside of instructions there are only comments, blank lines and lines with nothing but an escape", () => {
    fc.assert(
      fc.property(dockerfileish, (source) => {
        const { spans, error } = scan(source);
        const end = error?.at ?? source.length;
        let rest = source.slice(0, end);
        for (const { range } of spans.toReversed()) rest = `${rest.slice(0, range.start)}\n${rest.slice(range.end)}`;
        for (const line of rest.split("\n")) expect(line).toMatch(/^[\s\u0085]*(?:#.*|[\\`]\s*)?$/s);
      }),
    );
  });

  test("CRLF and LF give the same instructions", () => {
    const read = ({ spans, directives, error, comments }: Scan, source: string): unknown => ({
      error: error?.message,
      directives: directives.map(({ name, value }) => [name, value]),
      comments: comments.length,
      spans: spans.map(({ text, heredocs, blankLines }) => ({
        text: text.value,
        blankLines: blankLines.length,
        heredocs: heredocs.map(({ name, body }) => [name, source.slice(body.start, body.end).replaceAll("\r\n", "\n")]),
      })),
    });
    fc.assert(
      fc.property(dockerfileish, (text) => {
        const source = text.replaceAll("\r", "");
        const crlf = source.replaceAll("\n", "\r\n");
        expect(read(scan(crlf), crlf)).toEqual(read(scan(source), source));
      }),
    );
  });
});
