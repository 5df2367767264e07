import { expect, test } from "@jest/globals";
import type { Problem } from "../dockerfile/problem.js";
import { plain } from "./paint.js";
import { problemText } from "./problem.js";

const problem: Problem = { kind: "syntax", line: 3, column: 5, message: "unknown word `b`", text: "\tRUN b" };

test("names the place and points to it", () => {
  expect(problemText("a/Dockerfile", problem, plain)).toBe("a/Dockerfile:3:5: unknown word `b`\n  \tRUN b\n  \t   ^\n");
});

test("has no caret where the text was cut", () => {
  expect(problemText("Dockerfile", { ...problem, column: 300 }, plain)).toBe(
    "Dockerfile:3:300: unknown word `b`\n  \tRUN b\n",
  );
});

test("says only the message when the line is empty", () => {
  expect(problemText("Dockerfile", { ...problem, text: "" }, plain)).toBe("Dockerfile:3:5: unknown word `b`\n");
});

test("stays in line behind control characters", () => {
  expect(problemText("Dockerfile", { ...problem, column: 2, text: "\x1bx" }, plain)).toBe(
    "Dockerfile:3:2: unknown word `b`\n  \\x1bx\n      ^\n",
  );
});
