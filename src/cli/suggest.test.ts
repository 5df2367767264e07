import { expect, test } from "@jest/globals";
import { suggestion } from "./suggest.js";

const names = ["merge-runs", "pin-base-image", "add-user"];

test.each([
  ["merge-run", "; did you mean merge-runs?"],
  ["Merge_Runs", "; did you mean merge-runs?"],
  ["pin-baseimage", "; did you mean pin-base-image?"],
  ["adduser", "; did you mean add-user?"],
  ["use-distroless", ""],
  ["", ""],
])("%j%s", (word, expected) => {
  expect(suggestion(word, names)).toBe(expected);
});
