import { expect, test } from "@jest/globals";
import { isRoot } from "./root.js";

test.each([
  ["root", true],
  ["0", true],
  ["0:0", true],
  ["root:app", true],
  ["", false],
  ["1001:0", false],
  ["rooty", false],
])("%j is root: %j", (user, root) => {
  expect(isRoot(user)).toBe(root);
});
