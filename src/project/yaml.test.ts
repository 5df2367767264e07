import { describe, expect, test } from "@jest/globals";
import { YamlValue } from "./yaml.js";

const TEXT = `base: &base
  image: node
  version: 3.10
jobs:
  - &one { <<: *base, image: "ruby" }
  - *one
  - <<: [*base, { extra: true }]
  - "<<": *base
`;

function only(text: string): YamlValue {
  const [document, second] = YamlValue.documents(text);
  expect(second).toBeUndefined();
  return document!;
}

describe("a value", () => {
  const [one, alias, list, quoted] = only(TEXT).at("jobs").items;

  test("follows aliases and merge keys, and its own entries win", () => {
    expect([one, alias, list].map((each) => each!.at("image").text)).toEqual(["ruby", "ruby", "node"]);
    expect(list!.entries.map(([key, { text }]) => [key, text])).toEqual([
      ["image", "node"],
      ["version", "3.10"],
      ["extra", "true"],
    ]);
    expect(quoted!.entries.map(([key]) => key)).toEqual(["<<"]);
  });

  test("is found by keys and indices", () => {
    const root = only(TEXT);
    expect([root.at("jobs", "1", "image").text, root.at("jobs", "9").isThere]).toEqual(["ruby", false]);
    expect([root.at("jobs").isSequence, root.at("base").isSequence]).toEqual([true, false]);
    expect([root.at("jobs", "1").start, root.at("gone").start]).toEqual([TEXT.indexOf("*one"), 0]);
  });

  test("knows its line, and is nothing where nothing is", () => {
    expect([one, alias, one!.at("version"), one!.at("gone", "x")].map((each) => each!.line)).toEqual([5, 6, 3, 0]);
    expect(one!.at("gone", "x")).toMatchObject({ isThere: false, text: undefined, items: [], entries: [] });
  });
});

test("several documents, or none", () => {
  expect(YamlValue.documents("a\n---\nb").map(({ text }) => text)).toEqual(["a", "b"]);
  expect(YamlValue.documents("# nothing\n")).toEqual([]);
});

test("a mapping that merges itself ends", () => {
  expect(YamlValue.documents("a: &a\n  b: 1\n  <<: *a\n").map((each) => each.at("a", "c").isThere)).not.toContain(true);
});

test("every way through a file leads to its leaves", () => {
  const text = "x-a: &a {i: &i 'n', v: []}\ns: [*a, {<<: *a, i: *i}]\nc: &c\n  d: *c\n";
  const leaves = [...only(text).leaves()].map(({ path, place }) => `${path.join(".")} ${place?.start ?? ""}`.trim());
  const at = text.indexOf("'n'");
  expect(leaves).toEqual([`x-a.i ${at}`, "x-a.v", `s.0.i ${at}`, "s.0.v", `s.1.i ${at}`, "s.1.v", "c.d"]);
});

test.each([
  ["a: [", 4, "end with a ]"],
  ["a: 1\na: 2", 5, "unique"],
  ["a: *gone", 0, "gone"],
  [
    [0, 1, 2, 3, 4].map((n) => `a${n}: &a${n} [${`${n === 0 ? "x" : `*a${n - 1}`},`.repeat(30)}]\n`).join(""),
    0,
    "alias",
  ],
])("says what is wrong with %j", (text, at, message) => {
  expect(YamlValue.read(text)).toEqual({ message: expect.stringContaining(message), at });
  expect(YamlValue.documents(text)).toEqual([]);
});
