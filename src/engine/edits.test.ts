import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  advice,
  applyEdits,
  areDisjoint,
  EditSet,
  fix,
  insertAfter,
  insertBefore,
  remove,
  replace,
  skip,
} from "./edits.js";
import type { Edit } from "./types.js";

const range = { start: 2, end: 4 };

test("edits of a range", () => {
  const apply = (edit: Edit): string => applyEdits("abcdef", [edit], "\n");
  expect(apply(replace(range, "X"))).toBe("abXef");
  expect(apply(insertBefore(range, "X"))).toBe("abXcdef");
  expect(apply(insertAfter(range, "X"))).toBe("abcdXef");
  expect(apply(remove(range))).toBe("abef");
});

test("fixes and skips", () => {
  const edit = remove(range);
  expect(fix("m", range, edit)).toEqual({ kind: "fix", message: "m", at: range, edits: [edit] });
  expect(fix("m", range, [edit, edit], { level: "safe", todo: "t" })).toEqual({
    kind: "fix",
    message: "m",
    at: range,
    edits: [edit, edit],
    level: "safe",
    todo: "t",
  });
  expect(skip(range, "r")).toEqual({ kind: "skip", at: range, reason: "r" });
  expect(skip(range, "r", "n")).toEqual({ kind: "skip", at: range, reason: "r", needs: "n" });
  expect(advice("m", range)).toEqual({ kind: "fix", message: "m", at: range, edits: [], level: "advice" });
});

describe("applyEdits", () => {
  test("takes edits in any order; those that touch keep theirs", () => {
    const edits = [
      replace({ start: 4, end: 6 }, "Z"),
      insertBefore({ start: 1, end: 1 }, "X"),
      replace({ start: 1, end: 4 }, "Y"),
    ];
    expect(applyEdits("abcdef", edits, "\n")).toBe("aXYZ");
    expect(applyEdits("abc", [], "\n")).toBe("abc");
  });

  test("gives inserted lines the file's ends and leaves the others", () => {
    expect(applyEdits("a\nb\r\n", [insertAfter({ start: 0, end: 0 }, "x\ny\r\n")], "\r\n")).toBe("x\r\ny\r\na\nb\r\n");
    expect(applyEdits("a\r\n", [insertAfter({ start: 0, end: 0 }, "x\r\ny\n")], "\n")).toBe("x\ny\na\r\n");
  });

  test.each<[name: string, ...edits: Edit[]]>([
    ["overlap", replace({ start: 0, end: 2 }, ""), replace({ start: 1, end: 3 }, "")],
    ["hold another one", replace({ start: 0, end: 5 }, ""), remove({ start: 1, end: 3 })],
    ["lie behind the end", remove({ start: 2, end: 7 })],
    ["lie in front of the beginning", remove({ start: -1, end: 1 })],
    ["end before they start", remove({ start: 3, end: 2 })],
  ])("throws on edits that %s", (_name, ...edits) => {
    expect(areDisjoint(edits, 6)).toBe(false);
    expect(() => applyEdits("abcdef", edits, "\n")).toThrow(RangeError);
  });

  test("keeps every character outside the edits", () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 15, maxLength: 25 }),
        fc.array(fc.tuple(fc.nat(20), fc.nat(3), fc.constantFrom("", "X", "YY")), { maxLength: 6 }),
        (source, drawn) => {
          const edits = drawn.map(([start, length, text]) => replace({ start, end: start + length }, text));
          fc.pre(areDisjoint(edits, source.length));
          const inOrder = [...edits].sort((a, b) => a.end - b.end);
          const expected = Array.from({ length: source.length + 1 }, (_, at) => {
            const inserted = inOrder.filter(({ start }) => start === at).map(({ text }) => text);
            const stays = edits.every(({ start, end }) => at < start || at >= end);
            return inserted.join("") + (stays ? source.charAt(at) : "");
          });
          expect(applyEdits(source, edits, "\n")).toBe(expected.join(""));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("EditSet", () => {
  test.each<[name: string, first: Edit[], second: Edit[], expected: boolean]>([
    ["apart", [remove({ start: 0, end: 2 })], [remove({ start: 3, end: 4 })], true],
    ["touching", [remove({ start: 0, end: 2 })], [remove({ start: 2, end: 4 })], true],
    ["overlapping", [remove({ start: 0, end: 3 })], [remove({ start: 2, end: 4 })], false],
    ["overlapping from the left", [remove({ start: 2, end: 4 })], [remove({ start: 0, end: 3 })], false],
    ["around", [remove({ start: 2, end: 3 })], [remove({ start: 0, end: 5 })], false],
    ["inside", [remove({ start: 0, end: 5 })], [remove({ start: 2, end: 3 })], false],
    ["two insertions at one place", [insertBefore(range, "a")], [insertBefore(range, "b")], false],
    ["an insertion at the start", [replace(range, "a")], [insertBefore(range, "b")], false],
    ["a replacement where something is inserted", [insertBefore(range, "a")], [replace(range, "b")], false],
    ["an insertion at the end", [replace(range, "a")], [insertAfter(range, "b")], true],
    ["an insertion inside", [replace(range, "a")], [insertAfter({ start: 3, end: 3 }, "b")], false],
    [
      "inside an edit beside an insertion",
      [insertBefore(range, "a"), replace(range, "b")],
      [remove({ start: 3, end: 4 })],
      false,
    ],
    ["one of two overlaps", [remove(range)], [remove({ start: 0, end: 1 }), remove({ start: 3, end: 5 })], false],
  ])("%s", (_name, first, second, expected) => {
    const set = new EditSet();
    expect(set.add(first)).toBe(true);
    expect(set.add(second)).toBe(expected);
  });

  test("adds all or none", () => {
    const set = new EditSet();
    set.add([remove({ start: 4, end: 6 })]);
    expect(set.add([remove({ start: 0, end: 1 }), remove({ start: 5, end: 7 })])).toBe(false);
    expect(set.add([remove({ start: 0, end: 1 })])).toBe(true);
  });

  test("takes what may be applied together", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.tuple(fc.nat(20), fc.nat(3)), { minLength: 1, maxLength: 2 })), (drawn) => {
        const set = new EditSet();
        const taken = drawn
          .map((edits) => edits.map(([start, length]) => remove({ start, end: start + length })))
          .filter((edits) => areDisjoint(edits, 30))
          .filter((edits) => set.add(edits));
        expect(areDisjoint(taken.flat(), 30)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
