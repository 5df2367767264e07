import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { paintDiff, signedLines, unifiedDiff } from "./diff.js";
import { ansi } from "./paint.js";

const hasGit = spawnSync("git", ["--version"]).status === 0;
const directory = mkdtempSync(join(tmpdir(), "dockshift-diff-"));
const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const lines = (count: number, word: string): string =>
  Array.from({ length: count }, (_, i) => `${word} ${i}\n`).join("");

afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** Lets git apply one patch for all files, and gives the texts that it leaves. */
function gitApply(files: readonly { path: string; before: string; after: string }[]): string[] {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), before);
  }
  const patch = files.map(({ path, before, after }) => unifiedDiff(path, before, after)).join("");
  const { stderr } = spawnSync("git", ["apply", "--whitespace=nowarn", "-"], { cwd: directory, env, input: patch });
  expect(stderr.toString()).toBe("");
  return files.map(({ path }) => readFileSync(join(directory, path), "utf8"));
}

test("reads like the output of git", () => {
  expect(unifiedDiff("app/Dockerfile", "a\nb\nc\n", "a\nB\nc\n")).toBe(
    [
      "diff --git a/app/Dockerfile b/app/Dockerfile",
      "--- a/app/Dockerfile",
      "+++ b/app/Dockerfile",
      "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n",
    ].join("\n"),
  );
});

test("is empty without a change", () => {
  expect(unifiedDiff("Dockerfile", "a\n", "a\n")).toBe("");
});

describe("git applies", () => {
  (hasGit ? test : test.skip).each([
    ["a changed line", "Dockerfile", "a\nb\nc\n", "a\nB\nc\n"],
    ["a file without final newline", "Dockerfile", "a\nb", "a\nB"],
    ["a final newline that comes", "Dockerfile", "a\nb", "a\nb\n"],
    ["a final newline that goes", "Dockerfile", "a\nb\n", "a\nb"],
    ["CRLF", "Dockerfile", "a\r\nb\r\nc\r\n", "a\r\nB\r\nc\r\n"],
    ["mixed line ends and a lone CR", "Dockerfile", "a\rb\r\nc\nd\n", "a\rB\r\nc\nD\n"],
    ["a byte order mark", "Dockerfile", "\ufeffa\nb\n", "\ufeffa\nc\n"],
    ["a changed line behind a byte order mark", "Dockerfile", "\ufeffa\nb\n", "\ufeffc\nb\n"],
    ["lines that look like a diff", "Dockerfile", "-- a\n++ b\n@@ c\n", "-- x\n++ y\n@@ z\n"],
    ["other line separators", "Dockerfile", "a\u2028b\fc\vd\n", "a\u2028b\fc\vD\n"],
    ["a name with a blank", "my app/Docker file", "a\n", "b\n"],
    ["a name with quotes and a tab", `a"b\t'c\\d`, "a\n", "b\n"],
    ["a name beyond ASCII", "größe/Dockerfile.日本", "a\n", "b\n"],
    ["a name with a dollar", "$& $1/Dockerfile", "a\n", "b\n"],
    ["an empty result", "Dockerfile", "a\n", ""],
    ["a large file that changes wholly", "Dockerfile", lines(5000, "RUN a"), lines(4000, "RUN b")],
    ["a large change within a file", "Dockerfile", `x\ny\n${lines(3000, "a")}z`, `x\ny\n${lines(3500, "b")}z`],
  ])("%s", (_, path, before, after) => {
    expect(gitApply([{ path, before, after }])).toEqual([after]);
  });

  (hasGit ? test : test.skip)("whatever two texts there are", () => {
    const line = fc.constantFrom("a", "b", "", " ", "\\", "-", "+", "@@ -1 +1 @@", "\r");
    const text = fc.tuple(fc.array(line, { minLength: 1, maxLength: 30 }), fc.boolean()).map(([all, ends]) => {
      return all.join("\n") + (ends ? "\n" : "x");
    });
    const pairs = fc.sample(fc.tuple(text, text), { numRuns: 300, seed: 1 });
    const files = pairs.map(([before, after], index) => ({ path: `many/${index}`, before, after }));
    expect(gitApply(files)).toEqual(files.map(({ after }) => after));
  });
});

test("stays linear when a large file changes wholly", () => {
  const before = lines(200_000, "RUN a");
  const started = performance.now();
  const diff = unifiedDiff("Dockerfile", before, lines(200_000, "RUN b"));
  expect(performance.now() - started).toBeLessThan(5000);
  expect(diff.match(/^@@/gm)).toHaveLength(1);
});

test("shows a whole example with signs", () => {
  expect(signedLines("a\nb\nc", "a\nd\nc")).toEqual([" a", "-b", "+d", " c"]);
});

test("on a terminal, control characters of the file are spelt out", () => {
  const painted = paintDiff(unifiedDiff("Dockerfile", "a\n", "\x1b[2Jb\tc\r\n"), ansi);
  expect(painted).toContain("\x1b[31m-a\x1b[39m\n");
  expect(painted).toContain("\x1b[32m+\\x1b[2Jb\tc\r\x1b[39m\n");
});
