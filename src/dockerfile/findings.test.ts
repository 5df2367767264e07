import { describe, expect, test } from "@jest/globals";
import { parseReference } from "../image/reference.js";
import { Dockerfile } from "./dockerfile.js";
import { variables } from "./lex.js";

// What dockerfile-ast 0.7.1 reads differently from BuildKit. Rows B decide where an instruction ends.

/** The instructions of a file as they are written, each with the lines that belong to it. */
function spans({ source, instructions }: Dockerfile): string[] {
  return instructions.map(({ range }) => source.slice(range.start, range.end));
}

function heredocs({ source, instructions }: Dockerfile): { name: string; body: string; chomp: boolean; fd: number }[] {
  return instructions.flatMap((each) =>
    each.heredocs.map(({ name, chomp, fd, body }) => ({ name, chomp, fd, body: source.slice(body.start, body.end) })),
  );
}

function only(keyword: string, source: string): Dockerfile["instructions"][number] {
  const [found, ...more] = new Dockerfile(source).instructions.filter((each) => each.keyword === keyword);
  expect(more).toEqual([]);
  return found!;
}

describe("instruction boundaries are BuildKit's, and the second reader's are reported", () => {
  test.each([
    ["B1", "two escapes end the line", "FROM a\nRUN echo a\\\\\nRUN c", ["FROM a", "RUN echo a\\\\", "RUN c"]],
    ["B2", "<< in double quotes", 'FROM a\nRUN echo "a <<EOF b"\nRUN c', ["FROM a", 'RUN echo "a <<EOF b"', "RUN c"]],
    ["B2", "<< in single quotes", "FROM a\nRUN echo 'a <<EOF b'\nRUN c", ["FROM a", "RUN echo 'a <<EOF b'", "RUN c"]],
    ["B2", "an escaped <<", "FROM a\nRUN echo \\<<z\nRUN c", ["FROM a", "RUN echo \\<<z", "RUN c"]],
    [
      "B3",
      "a file descriptor",
      "FROM a\nRUN cat 3<<E\nUSER x\nE\nRUN c",
      ["FROM a", "RUN cat 3<<E\nUSER x\nE", "RUN c"],
    ],
    [
      "B4",
      "a blank behind <<",
      "FROM a\nRUN cat << E\nUSER x\nE\nRUN c",
      ["FROM a", "RUN cat << E\nUSER x\nE", "RUN c"],
    ],
    [
      "B5",
      "a quoted blank",
      'FROM a\nRUN <<"E F"\nUSER x\nE F\nRUN c',
      ["FROM a", 'RUN <<"E F"\nUSER x\nE F', "RUN c"],
    ],
    [
      "B6",
      "<<-A <<B",
      "FROM a\nCOPY <<-A <<B /\n\tA\n\tB\nB\nRUN c",
      ["FROM a", "COPY <<-A <<B /\n\tA\n\tB\nB", "RUN c"],
    ],
    ["B7", "<<E<", "FROM a\nRUN <<E<\nRUN c", ["FROM a", "RUN <<E<", "RUN c"]],
    ["B7", "<<&<", "FROM a\nRUN <<&<\nRUN c", ["FROM a", "RUN <<&<", "RUN c"]],
    ["B9", "a lone CR", "FROM a\nRUN a\rRUN b\nRUN c", ["FROM a", "RUN a\rRUN b", "RUN c"]],
  ])("%s: %s", (_, __, source, expected) => {
    const file = new Dockerfile(source);
    expect(file.problems).toEqual([]);
    expect(spans(file)).toEqual(expected);
    expect(file.disagreement).toMatchObject({ line: 2, text: source.split("\n")[1], kind: "unsupported" });
    expect(file.disagreement!.message).toMatch(/^not safely editable: .* \((?:RUN|COPY) ends elsewhere\)$/);
  });

  test("B8: a line with only the escape continues into the instruction", () => {
    const file = new Dockerfile("FROM a\n\\\nRUN c");
    expect(file.problems).toEqual([]);
    expect(spans(file)).toEqual(["FROM a", "RUN c"]);
    expect(file.disagreement).toMatchObject({ line: 3, message: expect.stringContaining("RUN starts elsewhere") });
  });

  test("B10: an unknown name ends the directives", () => {
    const file = new Dockerfile("# foo=bar\n# escape=`\nFROM a\nRUN x `\nRUN c");
    expect(file.escape).toBe("\\");
    expect(file.directives).toEqual([]);
    expect(file.comments).toHaveLength(2);
    expect(spans(file)).toEqual(["FROM a", "RUN x `", "RUN c"]);
    expect(file.disagreement).toMatchObject({ line: 4, message: expect.stringContaining("RUN ends elsewhere") });
  });
});

describe("here-documents", () => {
  test.each([
    ["B3", "FROM a\nRUN cat 3<<E\nx\nE", [{ name: "E", body: "x\n", chomp: false, fd: 3 }]],
    ["B4", "FROM a\nRUN cat << E\nx\nE", [{ name: "E", body: "x\n", chomp: false, fd: 0 }]],
    ["B5", 'FROM a\nRUN <<"E F"\nx\nE F', [{ name: "E F", body: "x\n", chomp: false, fd: 0 }]],
    [
      "B6",
      "FROM a\nCOPY <<-A <<B /d/\n\tx\n\tA\n\ty\n\tB\nB",
      [
        { name: "A", body: "\tx\n", chomp: true, fd: 0 },
        { name: "B", body: "\ty\n\tB\n", chomp: false, fd: 0 },
      ],
    ],
    ["B7", "FROM a\nRUN <<E<\nE", []],
  ])("%s: their names, bodies and descriptors", (_, source, expected) => {
    expect(heredocs(new Dockerfile(source))).toEqual(expected);
  });
});

describe("rows in which both readers find the same instructions", () => {
  test("11: an early comment with = stays a comment", () => {
    const file = new Dockerfile("# foo=bar\nFROM a");
    expect(file.directives).toEqual([]);
    expect(file.comments.map(({ range }) => range)).toEqual([{ start: 0, end: 9 }]);
    expect(file.disagreement).toBeUndefined();
  });

  test.each([
    ["12", 'CMD ["nginx","-g","daemon off;"]', ["nginx", "-g", "daemon off;"]],
    ["12", 'CMD ["a\\tb", "caf\\u00e9"]', ["a\tb", "café"]],
    ["13", 'CMD ["a", \\\n# a comment\n "b"]', ["a", "b"]],
    ["14", 'CMD ["a"] x', undefined],
    ["14", 'CMD ["a", ]', undefined],
  ])("%s: the exec form of %j", (_, instruction, strings) => {
    const source = `FROM a\n${instruction}`;
    expect(only("CMD", source).exec).toEqual(strings);
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });

  test.each([
    ["15", "COPY a \\\n# c:\\d e \\\n b", ["a", "b"], "# c:\\d e \\"],
    ["16", "COPY a \\\n  # note\n b", ["a", "b"], "# note"],
  ])("%s: the comment inside %j is no argument", (_, instruction, words, comment) => {
    const source = `FROM a\n${instruction}`;
    const copy = only("COPY", source);
    expect(copy.args.value).toBe("a  b");
    expect(copy.words.map(({ value }) => value)).toEqual(words);
    expect(copy.comments.map(({ range }) => source.slice(range.start, range.end))).toEqual([comment]);
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });

  test("15: a backslash in a comment inside a RUN does not keep its here-document from being read", () => {
    const file = new Dockerfile("FROM a\nRUN \\\n# c:\\d\n cat <<E\nx\nE\nRUN c");
    expect(heredocs(file)).toEqual([{ name: "E", body: "x\n", chomp: false, fd: 0 }]);
    expect(spans(file).at(-1)).toBe("RUN c");
  });

  test("17: quoted and escaped blanks stay in their word", () => {
    const source = 'FROM a\nLABEL a="b c" d=e\\ f';
    expect(only("LABEL", source).pairs).toMatchObject([
      { name: "a", value: '"b c"' },
      { name: "d", value: "e\\ f" },
    ]);
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });

  test("18: quoted blanks stay in their flag", () => {
    const source = 'FROM a\nRUN --mount=type=bind,source="a b" --network=none x y';
    const run = only("RUN", source);
    expect(run.flag("mount")).toBe("type=bind,source=a b");
    expect(run.flag("network")).toBe("none");
    expect(run.args.value).toBe("x y");
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });

  test("20: a registry with a port, a tag and a digest", () => {
    const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
    const source = `FROM reg.io:5000/a/b:1.2@${digest}`;
    const reference = parseReference(only("FROM", source).words[0]!.value)!;
    expect(
      [reference.registry, reference.repository, reference.tag, reference.digest].map((part) => part?.text),
    ).toEqual(["reg.io:5000", "a/b", "1.2", digest]);
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });

  test.each([
    ["21", "$(date)", []],
    ["22", "${V:-${W}}", ["W", "V"]],
    ["23", "${R#p}", ["R"]],
  ])("%s: the variables of %s", (_, value, names) => {
    const source = `FROM a\nENV A=${value}`;
    const [pair] = only("ENV", source).pairs;
    expect(variables(pair!.value!, "\\").map(({ name }) => name)).toEqual(names);
    expect(new Dockerfile(source).disagreement).toBeUndefined();
  });
});

describe("24: what dockerfile-ast takes and BuildKit refuses is reported", () => {
  test.each([
    ["an unterminated here-document", "FROM a\nRUN <<E\nx\n", 2, "unterminated heredoc"],
    ["an unknown instruction", "FROM a\nFOO b\n", 2, "unknown instruction: FOO (did you mean FROM?)"],
    ["a file without FROM", "ARG A\n", 1, "dockerfile contains no stages to build: there is no FROM"],
    ["a binary file", "\x7fELF\0\x01", 1, "unknown instruction: \x7fELF\0\x01"],
    ["an empty file", "", 1, "file with no instructions"],
  ])("%s", (_, source, line, message) => {
    expect(new Dockerfile(source).problems).toMatchObject([{ line, message, kind: "syntax" }]);
  });
});
