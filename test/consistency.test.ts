import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { allCases } from "../e2e/cases.js";
import { cataloguePage } from "../scripts/catalogue-page.js";
import { catalogue, leftOut } from "../src/index.js";
import { BAD_INPUT, DOCUMENTS, FIXTURES, transformFixtures } from "./harness.js";

const TRANSFORMS = path.join(import.meta.dirname, "../transforms");
const names = catalogue.map(({ name }) => name);
const fixtures = transformFixtures();

test("each file of transforms/ is one entry of the catalogue", () => {
  const files = readdirSync(TRANSFORMS).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  expect([...names, "index"].sort()).toEqual(files.map((file) => path.basename(file, ".ts")).sort());
});

test("each folder of __fixtures__ belongs to a transform", () => {
  expect([...names, DOCUMENTS, BAD_INPUT]).toEqual(expect.arrayContaining(readdirSync(FIXTURES)));
});

test("transforms/README.md is up to date", () => {
  expect(readFileSync(path.join(TRANSFORMS, "README.md"), "utf8")).toBe(cataloguePage(catalogue, leftOut));
});

describe.each([...catalogue])("$name", ({ name, title, why, refs }) => {
  const own = fixtures.filter((fixture) => fixture.name.startsWith(`${name}/`) && fixture.name !== `${name}/example`);

  test("says what it does, why, and where that is written", () => {
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(refs).not.toEqual([]);
  });

  test("has a case that is built", () => {
    expect(allCases().map((each) => each.name)).toContainEqual(expect.stringMatching(`^${name}/`));
  });

  test("has a fixture that changes and one that must not", () => {
    expect(own.filter(({ before, after }) => before !== after)).not.toEqual([]);
    expect(own.filter(({ before, after }) => before === after)).not.toEqual([]);
  });
});
