import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { shift } from "../src/index.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The lines of the README's diff that one side has. */
function side(mark: "+" | "-"): string {
  const diff = /@@.*@@\n([\s\S]*?)```/.exec(README)![1]!;
  const lines = diff.split("\n").filter((line) => line.startsWith(mark) || line.startsWith(" "));
  return lines.map((line) => `${line.slice(1)}\n`).join("");
}

test("the example in the README is what comes out", () => {
  const outcome = shift(side("-"));
  expect(outcome.after).toBe(side("+"));
  for (const { what, before, after, shown = `${before} → ${after}` } of outcome.plan)
    expect(README).toContain(`  stage 0: ${what} ${shown}\n`);
  expect(outcome.applied.length).toBeGreaterThan(1);
  for (const { line, message, transform, evidence } of outcome.applied) {
    expect(README).toContain(`  ${line}: ${message} (${transform})\n`);
    for (const { source, says } of evidence) expect(README).toContain(`     because ${source}: ${says}\n`);
  }
});
