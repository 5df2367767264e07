import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { applyEdits } from "../edits.js";
import { lineEdits } from "./line-edits.js";

test.each<[before: string, after: string, edits: ReturnType<typeof lineEdits>]>([
  ["a\nb\nc\n", "a\nc\n", [{ start: 2, end: 4, text: "" }]],
  ["a\nb\nc\n", "a\nx\nc\nd\n", [{ start: 2, end: 4, text: "x\n" }, { start: 6, end: 6, text: "d\n" }]],
  ["a", "a\nb", [{ start: 0, end: 1, text: "a\nb" }]],
  ["a\n", "a\n", []],
])("%j becomes %j", (before, after, edits) => {
  expect(lineEdits(before, after)).toEqual(edits);
}); // prettier-ignore

test("they make the one text of the other", () => {
  const text = fc.array(fc.constantFrom("a\n", "b\n", "\n", "c")).map((lines) => lines.join(""));
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, lineEdits(before, after), "\n")).toBe(after);
    }),
  );
});
