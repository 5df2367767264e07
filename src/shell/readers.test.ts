import { describe, expect, test } from "@jest/globals";
import { listChanges, readsLists } from "./readers.js";
import { script } from "./testing/shell.js";

describe("whether commands read apt's lists as they find them", () => {
  test.each([
    ["apt-get install a", true],
    ["apt-get upgrade", true],
    ["apt-cache show a", true],
    ["ls /var/lib/apt/lists", true],
    ["sh a", true],
    ["./install.sh", true],
    ["/opt/a", true],
    ["$A", true],
    ["mkdir a && apt-get install b", true],
    ["a || apt-get update; apt-get install b", true],
    ["apt-get update && apt-get install a", false],
    ["rm -rf /var/lib/apt/lists/* && sh a", false],
    ["apt-get remove a", undefined],
    ["apt-get clean", undefined],
    ["apk add a", undefined],
    ["mkdir a", undefined],
    ["/usr/bin/a", undefined],
    ["./configure", undefined],
    ["A=1", undefined],
  ])("%s: %s", (body, expected) => {
    expect(readsLists(script(body).commands, "apt")).toBe(expected);
  });

  test.each([
    ["apk add a", true],
    ["apk add --no-cache a", undefined],
    ["apk add --no-cache a && apk add b", true],
    ["apk update && apk add a", false],
  ])("apk: %s: %s", (body, expected) => {
    expect(readsLists(script(body).commands, "apk")).toBe(expected);
  });
});

test.each([
  ["apt-get update && apt-get install a && rm -rf /var/lib/apt/lists/*", [["apt", 2], ["apt", 0]]],
  ["apk update", [["apk", 2]]],
  ["apk add -U a && apk add --no-cache b", [["apk", 2]]],
  ["rm -rf /var/lib/apt/lists/* /var/cache/apk/*", [["apt", 0], ["apk", 0]]],
  ["a || apt-get update", []],
  ["if a; then rm -rf /var/lib/apt/lists/*; fi", []],
  ["apt-get clean", []],
])("what %s leaves of package lists: %j", (body, expected) => {
  expect(listChanges(script(body).commands)).toEqual(expected);
}); // prettier-ignore
