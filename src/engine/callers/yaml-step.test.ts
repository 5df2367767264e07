import { describe, expect, test } from "@jest/globals";
import { afterSteps, type YamlStep } from "./yaml-step.js";

const PUT: YamlStep = { kind: "put", path: ["a", "new"], value: "1" };
const REMOVE: YamlStep = { kind: "remove", path: ["a", "b"] };

describe("a step is taken", () => {
  test.each<[what: string, step: YamlStep, before: string, after: string]>([
    ["behind comments that stand deeper", PUT, "a:\n  b:\n    c: 1\n    # d\n  # e\nf: 1\n", 'a:\n  b:\n    c: 1\n    # d\n  new: "1"\n  # e\nf: 1\n'],
    ["into an empty flow mapping", PUT, "a: {} # c\n", 'a: {new: "1"} # c\n'],
    ["into a flow mapping on lines", PUT, '{\n  "a": {\n    "b": 1\n  }\n}\n', '{\n  "a": {\n    "b": 1,\n    "new": "1"\n  }\n}\n'],
    ["behind a byte order mark", PUT, "\uFEFFa: {b: 1}\n", '\uFEFFa: {b: 1, new: "1"}\n'],
    ["out of the end of a flow mapping", REMOVE, "a: {c: 1, b: 2}\n", "a: {c: 1}\n"],
    ["out of a mapping with texts on lines", REMOVE, "a:\n  b: |\n    x\n\n    y\n\n  c: 1\n", "a:\n\n  c: 1\n"],
    ["out of a mapping with nothing behind a key", REMOVE, "a:\n  c: 1\n  b: # d\n", "a:\n  c: 1\n"],
    ["into a sequence", { kind: "append", path: ["a"], value: "true" }, "a:\n- b # c\n", 'a:\n- b # c\n- "true"\n'],
    ["into a flow sequence", { kind: "append", path: ["a"], value: "c" }, 'a: ["b"]\n', 'a: ["b", "c"]\n'],
    ["below a new key", { kind: "nest", path: ["a", "b"], key: "n" }, "a:\n    b: 'x' # c\n", "a:\n    b: # c\n        n: 'x'\n"],
  ])("%s", (_, step, before, after) => {
    expect(afterSteps(before, [step])).toBe(after);
  }); // prettier-ignore
});

describe("a step is not taken", () => {
  test.each<[what: string, step: YamlStep, before: string]>([
    ["where others see it", PUT, "a: &a\n  b: 1\nc: *a\n"],
    ["below an alias", PUT, "b: &b {c: 1}\na: *b\n"],
    ["when something else shows up", REMOVE, "x: &x {b: 2}\na:\n  <<: *x\n  b: 1\n"],
    ["when nothing is left", REMOVE, "a:\n  b: 1\n"],
    ["when there is such a key", { kind: "put", path: ["a", "b"], value: "1" }, "a:\n  b: 1\n"],
    ["when there is no such key", REMOVE, "a:\n  c: 1\n"],
    ["beside the mark of an item", { kind: "remove", path: ["a", "0", "b"] }, "a:\n- b: 1\n  c: 1\n"],
    ["over a comment", REMOVE, "a: {c: 1, # d\n  b: 2}\n"],
    ["in one of several documents", PUT, "a: {b: 1}\n---\na: {}\n"],
    ["in what is no YAML", PUT, "a: ["],
    ["into a scalar", PUT, "a: b\n"],
    ["in a scalar with an anchor", { kind: "nest", path: ["a"], key: "n" }, "a: &b c\n"],
    ["in a text of which two lines are the same", { kind: "remove-line", path: ["a"], line: "b" }, "a: |\n  b\n  b\n"],
  ])("%s", (_, step, before) => {
    expect(afterSteps(before, [step])).toBeUndefined();
  }); // prettier-ignore
});
