import { expect, test } from "@jest/globals";
import type { Difference } from "../verify/difference.js";
import { maskedVerification } from "./masked-outcome.js";
import { plain } from "./paint.js";
import { verificationText, verificationsLine } from "./verification.js";
import type { Verified } from "./verification-json.js";

const SAME: Verified = {
  path: "D",
  verdict: "same",
  differences: [],
  ignored: 0,
  packages: [],
  written: false,
  others: [],
  todos: [],
};
const file = (what: string, change: Difference["change"] = "gone", declared?: string): Difference => {
  return { kind: "file", what, change, before: "1", after: "2", ...(declared === undefined ? {} : { declared }) };
};
const text = (parts: Partial<Verified>) => verificationText({ ...SAME, ...parts }, plain);

test("counts what lies below a directory that is gone, and nothing beside it", () => {
  const differences = [file("/a"), file("/a/b"), file("/a/b/c"), file("/ab"), file("/ab/x", "mode"), file("/n", "new")];
  expect(text({ verdict: "differs", differences })).toBe(`D: differs
  gone: /a and 2 below it
  gone: /ab
  mode of /ab/x: 1 → 2
  new: /n
  an original from the build cache may be older than the rewrite: try again with -- --no-cache
`);
});

test("shows the first differences, and says how many more there are", () => {
  const differences = Array.from({ length: 23 }, (_, index) => file(`/f${index}`));
  expect(text({ verdict: "differs", differences })).toContain(
    "/f19\n  and 3 more differences; --format json lists them all\n",
  );
});

test("gathers what was announced", () => {
  const user: Difference = {
    kind: "config",
    what: "user",
    change: "value",
    before: "",
    after: "1001",
    declared: "plan",
  };
  const differences = [file("/a", "gone", "recommended-packages"), file("/b", "content", "recommended-packages"), user];
  expect(
    text({ verdict: "differs as declared", differences, packages: ["p:amd64", "q:all"], ignored: 2, written: true }),
  ).toBe(
    `D: differs as declared, written
  2 recommended packages gone: p, q (recommended-packages)
  2 files (recommended-packages)
  user: none → 1001 (plan)
  2 differences left out: package caches, logs and other times
`,
  );
});

test("shows sizes, what ran, and control characters spelt out", () => {
  const images = { before: { layers: 5, bytes: 12_340_000 }, after: { layers: 3, bytes: 1 } };
  const run = {
    before: { state: "running", health: "none", user: "0" },
    after: { state: "exited with 1", health: "none", user: "" },
  };
  expect(text({ path: "D\x1b", images, run })).toBe(`D\\x1b: same
  layers 5 → 3, size 12.3 MB → 0.0 MB
  ran: running, user 0 → exited with 1
`);
});

test("shows the end of a log", () => {
  const log = Array.from({ length: 30 }, (_, index) => `line ${index}`);
  const lines = text({ verdict: "does not build after", log }).split("\n");
  expect(lines).toHaveLength(22);
  expect([lines[1], lines[20]]).toEqual(["  | line 10", "  | line 29"]);
});

test("counts the verdicts", () => {
  const files = [SAME, SAME, { ...SAME, verdict: "differs" as const }];
  expect(verificationsLine({ files, failures: [{ path: "x", message: "y" }] }, plain)).toBe(
    "4 files: 2 same, 1 differs, 1 with errors\n",
  );
  expect(verificationsLine({ files: [], failures: [] }, plain)).toBe("0 files: nothing to verify\n");
});

test("names the files that belong to it", () => {
  const todos = [{ path: "deploy.sh", line: 3, message: "Give the secret" }];
  expect(text({ others: ["compose.yaml"], todos })).toBe(
    "D: same, changes with compose.yaml\n  to do: deploy.sh:3: Give the secret\n",
  );
  expect(text({ others: ["compose.yaml", "Makefile"], written: true })).toBe(
    "D: same, written with compose.yaml, Makefile\n",
  );
});

test("masks values of secrets, in a log by the lines around them", () => {
  const differences: Difference[] = [
    { kind: "config", what: "env DB_PASSWORD", change: "value", before: "hunter2", after: "" },
    { kind: "config", what: "cmd", change: "value", before: "app --token=hunter2", after: "app" },
  ];
  const log = ["-----BEGIN PRIVATE KEY-----", "MIIEpAIBAAKCAQEAx", "-----END PRIVATE KEY-----", "TOKEN=hunter2"];
  const masked = maskedVerification({ ...SAME, differences, log });
  expect(masked.differences.map(({ before, after }) => [before, after])).toEqual([
    ["***", ""],
    ["app --token=***", "app"],
  ]);
  expect(masked.log).toEqual([log[0], "***", log[2], "TOKEN=***"]);
});
