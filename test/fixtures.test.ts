import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Dockerfile, parse } from "../src/dockerfile/dockerfile.js";
import type { Range } from "../src/dockerfile/text.js";
import type { Problem } from "../src/dockerfile/problem.js";
import type { Edit } from "../src/engine/types.js";
import { catalogue, shift } from "../src/index.js";
import {
  appliedFixes,
  applyEdits,
  BAD_INPUT,
  casesOf,
  documentFixtures,
  FIXTURES,
  type Fixture,
  readCase,
  run,
  trace,
  transformFixtures,
} from "./harness.js";

/** Documents whose result depends on the catalogue's order; each must go on failing, or leave this list. */
const ORDER_MATTERS: ReadonlySet<string> = new Set([]);

const ofTransforms = transformFixtures();
const ofDocuments = documentFixtures();

describe.each([...ofTransforms, ...ofDocuments])("$name", (fixture) => {
  const { name, before, after, skips } = fixture;
  const changes = before !== after;

  test("gives exactly its result", () => {
    const outcome = run(fixture, before);
    expect(outcome.after).toBe(after);
    expect(outcome.applied.length > 0).toBe(changes);
    for (const skip of skips) expect(reasons(outcome)).toContainEqual(expect.stringContaining(skip));
  });

  test("has an after only when it differs", () => {
    expect(existsSync(path.join(FIXTURES, name, "after.Dockerfile"))).toBe(changes && !name.endsWith("/example"));
  });

  test("is done after one round, and for good", () => {
    expect([before, after]).toEqual(expect.arrayContaining([...trace(fixture).sources]));
    expect(run(fixture, after).after).toBe(after);
  });

  test("keeps line endings and the byte order mark", () => {
    if (before.includes("\r") || before.startsWith("\uFEFF")) return;
    expect(run(fixture, crlf(before)).after).toBe(crlf(after));
    expect(run(fixture, `\uFEFF${before}`).after).toBe(`\uFEFF${after}`);
  });

  test("is left alone when the file says so", () => {
    const ignored = ignoreFile(before, fixture);
    expect(run(fixture, ignored).after).toBe(ignored);
  });

  if (!changes) return;

  test("still reads, with every comment", () => {
    const result = parse(after);
    expect(result.problems).toEqual([]);
    expect(result.disagreement).toBeUndefined();
    expect(without(commentsOf(parse(before)), commentsOf(result))).toEqual([]);
  });
});

describe.each(ofTransforms.filter(({ before, after }) => before !== after))("$name", (fixture) => {
  test("leaves every instruction that no fix names byte by byte", () => {
    const fixes = appliedFixes(trace(fixture));
    const named = fixes.flatMap(({ at, edits }) => [at, ...edits.filter((edit) => isNaming(edit, fixture.before))]);
    const texts = parse(fixture.before)
      .instructions.filter(({ range }) => !named.some(({ start, end }) => start <= range.end && range.start <= end))
      .map(({ range }) => fixture.before.slice(range.start, range.end));
    const left = parse(fixture.after).instructions.map(({ range }) => fixture.after.slice(range.start, range.end));
    expect(texts.filter((text) => left.splice(0, left.indexOf(text) + 1).length === 0)).toEqual([]);
  });

  test("is left alone when a comment above says so", () => {
    const fixes = appliedFixes(trace(fixture));
    const ignored = ignoreAbove(
      fixture,
      fixes.flatMap(({ at, edits }) => [at, ...edits]),
    );
    const outcome = run(fixture, ignored);
    expect(outcome.after).toBe(ignored);
    expect(outcome.skipped.map(({ by }) => by)).toContain("suppression");
  });
});

test.each(ofDocuments)("$name is the same in reverse order, or a known exception", ({ name, before, options }) => {
  const reversed = shift(before, { ...options, transforms: [...catalogue].reverse() });
  const inOrder = shift(before, options);
  expect(reversed.after === inOrder.after).toBe(!ORDER_MATTERS.has(name));
});

test.each(casesOf(BAD_INPUT))("%s is reported and left alone", (name) => {
  const before = readCase(name, "before.Dockerfile");
  const outcome = shift(before, { level: "restructure" });
  expect(outcome.after).toBe(before);
  expect(outcome.errors.map(print).join("")).toBe(readCase(name, "error.txt"));
});

function print({ line, column, message }: Problem): string {
  return `${line}:${column}: ${message}\n`;
}

/** Of skips and of advice. */
function reasons({ skipped, advice }: ReturnType<typeof shift>): string[] {
  return [...skipped.map(({ reason }) => reason), ...advice.map(({ message }) => message)];
}

function crlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

/** Without the parser's directives. */
function commentsOf({ source, comments, directives }: Dockerfile): string[] {
  return comments.slice(directives.length).map(({ range }) => source.slice(range.start, range.end).trimEnd());
}

/** Whether an edit stays inside one instruction, or takes whole ones out. */
function isNaming({ start, end, text }: Edit, source: string): boolean {
  return text === "" || parse(source).instructions.some(({ range }) => range.start <= start && end <= range.end);
}

/** The entries that are not in `others`, as often as they are there. */
function without(entries: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return entries.filter((entry) => !rest.includes(entry) || rest.splice(rest.indexOf(entry), 1).length === 0);
}

/** Asks below the directives that the transforms leave the whole file alone. */
function ignoreFile(source: string, { transforms }: Fixture): string {
  const file = parse(source);
  const last = file.directives.at(-1);
  const at = last === undefined ? (source.startsWith("\uFEFF") ? 1 : 0) : source.indexOf("\n", last.range.end) + 1;
  const comments = transforms.map(({ name }) => `# dockshift-ignore-file ${name}: the test says so${file.newline}`);
  return source.slice(0, at) + comments.join("") + source.slice(at);
}

/** Asks above each instruction that one of the ranges touches. */
function ignoreAbove({ before, transforms }: Fixture, ranges: readonly Range[]): string {
  const file = parse(before);
  const comment = `# dockshift-ignore ${transforms[0]?.name ?? ""}: the test says so\n`;
  const edits = file.instructions
    .filter(({ range }) => ranges.some(({ start, end }) => start < range.end && end > range.start))
    .map(({ range }) => before.lastIndexOf("\n", range.start) + 1)
    .map((start) => ({ start, end: start, text: comment }));
  return applyEdits(before, edits, file.newline);
}
