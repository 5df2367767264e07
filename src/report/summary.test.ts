import { describe, expect, test } from "@jest/globals";
import type { Applied, Outcome, Skipped } from "../engine/types.js";
import { plain } from "./paint.js";
import { summaryText } from "./summary.js";

const nothing: Outcome = {
  path: "Dockerfile",
  before: "a",
  after: "a",
  applied: [],
  skipped: [],
  advice: [],
  errors: [],
  plan: [],
  questions: [],
  files: [],
  todos: [],
};

const fix: Applied = {
  transform: "add-user",
  level: "harden",
  line: 4,
  column: 1,
  message: "Add a user",
  evidence: [{ source: "package.json:3", says: "a server" }],
  todo: "Make `/data` writable",
};

const skip: Skipped = { transform: "merge-runs", line: 2, column: 1, reason: "`cd` moves", by: "transform" };

function summary(outcomes: readonly Outcome[], written = false): string {
  return summaryText({ outcomes, failures: [], written }, plain);
}

test("says what changes in the image, why, and what is left to do", () => {
  const plan = [{ stage: "final", what: "user", before: "root", after: "1001" }];
  const needs = "a lockfile";
  const outcome = { ...nothing, after: "b", applied: [fix], plan, skipped: [{ ...skip, needs }] };
  expect(summary([outcome])).toBe(`Dockerfile
  stage final: user root → 1001
  4: Add a user (add-user)
     because package.json:3: a server

Left alone
  merge-runs: \`cd\` moves; needs a lockfile
     Dockerfile:2

To do
  Make \`/data\` writable (Dockerfile)

1 of 1 file would change, 1 fix
`);
});

test("says little about a file that is fine", () => {
  expect(summary([nothing])).toBe("1 file, nothing to change\n");
});

test("says each todo once", () => {
  const outcomes = ["a", "b"].map((path) => ({ ...nothing, path, after: "b", applied: [fix, fix] }));
  const text = summary(outcomes, true);
  expect(text.match(/Make/g)).toHaveLength(1);
  expect(text).toContain("Make `/data` writable (a, b)\n");
  expect(text).toContain("2 of 2 files changed, 4 fixes\n");
});

describe("what was left alone", () => {
  const many = (count: number, skipped: (index: number) => Skipped): Outcome[] =>
    Array.from({ length: count }, (_, index) => ({ ...nothing, path: `${index}`, skipped: [skipped(index)] }));

  test("stands by reason, with the first places", () => {
    expect(summary(many(9, () => skip))).toContain("  9 × merge-runs: `cd` moves\n     0:2, 1:2, 2:2 and 6 more\n");
  });

  test("counts reasons that differ in a quoted word as one", () => {
    const text = summary(many(9, (index) => ({ ...skip, reason: `\`image${index}\` is unknown` })));
    expect(text).toContain("  9 × merge-runs: `image0` is unknown (and 8 like it)\n");
  });

  test("is no wall of text", () => {
    const text = summary(many(500, (index) => ({ ...skip, reason: `reason ${index}` })));
    expect(text.split("\n").length).toBeLessThan(40);
    expect(text).toContain("and 488 more reasons; --format json lists them all\n");
  });

  test("starts with rewrites that the guard rejected", () => {
    const text = summary([
      ...many(3, () => skip),
      ...many(1, () => ({ ...skip, by: "guard", reason: "lost a command" })),
    ]);
    expect(text).toMatch(/^Left alone\n {2}merge-runs: rewrite made and rejected, please report it: lost a command\n/);
  });

  test("includes files that dockshift does not edit", () => {
    const errors = [{ kind: "unsupported" as const, line: 3, column: 1, message: "a template", text: "" }];
    expect(summary([{ ...nothing, errors }])).toContain("  a template\n     Dockerfile:3\n");
  });
});

test("counts files with errors", () => {
  const errors = [{ kind: "syntax" as const, line: 3, column: 1, message: "bad", text: "" }];
  const results = { outcomes: [{ ...nothing, errors }], failures: [{ path: "x", message: "gone" }], written: false };
  expect(summaryText(results, plain)).toBe("2 files, nothing to change, 2 with errors\n");
});

test("counts another file once, and not when the run was given it", () => {
  const files = [{ path: "compose.yaml", before: "a", after: "b" }];
  const outcomes = ["a", "b"].map((path) => ({ ...nothing, path, after: "b", files }));
  expect(summary(outcomes)).toContain("2 of 2 files would change, 1 other file with them\n");
  const given = { ...nothing, path: "compose.yaml", after: "b" };
  expect(summary([...outcomes, given], true)).toContain("3 of 3 files changed\n");
  const two = [...files, { path: "Makefile", before: "a", after: "b" }];
  const text = summary([{ ...nothing, after: "b", files: two }]);
  expect(text).toContain("Dockerfile\n  also changes compose.yaml, Makefile\n");
  expect(text).toContain("1 of 1 file would change, 2 other files with it\n");
});

test("shows advice", () => {
  const advice = [
    { transform: "use-distroless", line: 1, column: 1, message: "Think of a smaller base", evidence: [] },
  ];
  expect(summary([{ ...nothing, advice }])).toContain(
    "Advice\n  Dockerfile:1: Think of a smaller base (use-distroless)\n",
  );
});
