import { expect, test } from "@jest/globals";
import { likeliestFirst } from "./likeliest-tags.js";

test.each([
  ["", ""],
  ["1.3.1 1.3.0 1.2.9 1.2.8", "1.3.1 1.3.0 1.2.9 1.2.8"],
  ["1.3.3 1.3.2 1.3.1 1.2.9 1.2.8 1.1.5", "1.3.3 1.3.2 1.2.9 1.3.1 1.2.8 1.1.5"],
  ["2.1.0 2.1 2 1.9.4 1.9", "2.1.0 1.9.4 2.1 2 1.9"],
  ["1.3-slim 1.2-slim 1.1-slim", "1.3-slim 1.2-slim 1.1-slim"],
  ["v2.0.1 v2.0.0 v1.9.0", "v2.0.1 v2.0.0 v1.9.0"],
  ["1.10.0 1.1.0", "1.10.0 1.1.0"],
])("%j becomes %j", (newest, expected) => {
  expect(likeliestFirst(newest.split(" ").filter(Boolean)).join(" ")).toBe(expected);
});

test("a long list does not take long", () => {
  const tags = Array.from({ length: 50_000 }, (_, index) => `1.${50_000 - index}.0`);
  const start = performance.now();
  expect(likeliestFirst(tags)).toEqual(tags);
  expect(performance.now() - start).toBeLessThan(2000);
});
