import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { suppressed } from "./suppress.js";
import type { Range } from "../dockerfile/text.js";
import type { Transform } from "./types.js";

const transform: Transform = {
  name: "do-it",
  title: "Do it",
  why: "It is good.",
  level: "safe",
  refs: ["hadolint DL3059", "BuildKit StageNameCasing", "CIS Docker 4.1"],
  example: { before: "", after: "" },
  run: () => [],
};

/** Whether a fix at the first `RUN here` is suppressed. */
function isSilenced(text: string): boolean {
  const file = parse(text);
  expect(file.problems).toEqual([]);
  const { range } = file.instructions.find(({ args }) => args.value === "here")!;
  return suppressed(file, transform, range);
}

const ABOVE = "FROM a\nRUN first\n";

describe("a comment above", () => {
  test.each([
    "# dockshift-ignore do-it",
    "# dockshift-ignore do-it: it must stay",
    "#dockshift-ignore   do-it",
    "# dockshift-ignore other do-it",
    "# dockshift-ignore other, do-it: both",
    "# dockshift-ignore",
    "# dockshift-ignore: all of them",
    "# hadolint ignore=DL3059",
    "# hadolint ignore=DL3008,DL3059",
    "#hadolint  ignore = DL3008, DL3059",
    "# dockshift-ignore do-it\n# another comment",
    "# dockshift-ignore do-it\n\n",
  ])("%j silences", (comment) => {
    expect(isSilenced(`${ABOVE}${comment}\nRUN here\n`)).toBe(true);
    expect(isSilenced(`${ABOVE}${comment}\nRUN here\n`.replaceAll("\n", "\r\n"))).toBe(true);
  });

  test.each([
    "# dockshift-ignore other",
    "# dockshift-ignore do-it-twice",
    "# dockshift-ignore other: do-it",
    "# dockshift-ignored",
    "# please dockshift-ignore do-it",
    "# hadolint ignore=DL3008",
    "# hadolint ignore=DL30590",
    "# hadolint shell=/bin/bash",
    "# check=skip=StageNameCasing",
    "RUN dockshift-ignore do-it",
  ])("%j does not", (comment) => {
    expect(isSilenced(`${ABOVE}${comment}\nRUN here\n`)).toBe(false);
  });

  test("is about the instruction below it alone", () => {
    expect(isSilenced(`${ABOVE}# dockshift-ignore do-it\nRUN other\nRUN here\n`)).toBe(false);
    expect(isSilenced(`${ABOVE}RUN here\n# dockshift-ignore do-it\nRUN other\n`)).toBe(false);
    expect(isSilenced(`${ABOVE}RUN here\n# dockshift-ignore do-it\n`)).toBe(false);
    expect(isSilenced(`${ABOVE}RUN other \\\n# dockshift-ignore do-it\n  and more\nRUN here\n`)).toBe(false);
  });

  test("is about each instruction that a fix touches", () => {
    const file = parse("FROM a\nRUN b\n# dockshift-ignore do-it\nRUN c\nRUN d\n");
    const [, first, second, third] = file.instructions.map(({ range }) => range);
    const behind = ({ end } = first!): Range => ({ start: end, end });
    const over = { start: first!.start, end: third!.end };
    expect(suppressed(file, transform, first!, behind(first))).toBe(false);
    expect(suppressed(file, transform, first!, behind(second))).toBe(true);
    expect(suppressed(file, transform, over, behind(first))).toBe(true);
    expect(suppressed(file, transform, third!, behind(third))).toBe(false);
  });
});

describe("a comment for the whole file", () => {
  test.each([
    "# dockshift-ignore-file",
    "# dockshift-ignore-file do-it",
    "# dockshift-ignore-file other do-it: reason",
    "# hadolint global ignore=DL3059",
    "# hadolint global ignore=DL3008,DL3059",
    "# check=skip=StageNameCasing",
    "# check=skip=Other,StageNameCasing;error=true",
    "# check=error=true;skip=StageNameCasing",
    "# check=skip=all",
  ])("%j silences", (comment) => {
    expect(isSilenced(`${comment}\n${ABOVE}RUN other\nRUN here\n`)).toBe(true);
  });

  test.each([
    "# dockshift-ignore-file other",
    "# dockshift-ignore-files",
    "# hadolint global ignore=DL3008",
    "# check=skip=Other",
    "# check=error=true",
    "# no directive\n# check=skip=StageNameCasing",
    "# dockshift-ignore do-it",
    "# hadolint ignore=DL3059",
  ])("%j does not", (comment) => {
    expect(isSilenced(`${comment}\n${ABOVE}RUN other\nRUN here\n`)).toBe(false);
  });

  test("may stand anywhere outside instructions", () => {
    expect(isSilenced(`${ABOVE}RUN here\nRUN other\n# dockshift-ignore-file\nRUN last\n`)).toBe(true);
    expect(isSilenced(`${ABOVE}RUN here\n# hadolint global ignore=DL3059\n`)).toBe(true);
  });
});
