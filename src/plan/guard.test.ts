import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse } from "../dockerfile/dockerfile.js";
import { type Delta, rejection } from "./guard.js";
import { imagePlan } from "./plan.js";
import { damages, planted } from "./testing/damage.js";
import { type Item, Picks, picks, type RandomFile, randomFile, render } from "./testing/random-file.js";
import { packageRewrites, rewrites, splice } from "./testing/rewrites.js";

const ALL: readonly Delta[] = ["package-caches", "recommended-packages", "base-image"];
const deltas = fc.subarray([...ALL]);
/** A reason that is not about a result that cannot be read. */
const DAMAGE = /^(?!the result does not parse)/;
const ONE_LINE = new Picks([0]);

function verdict(before: string, after: string, allowed: readonly Delta[] = []): string | undefined {
  const [was, is] = [parse(before), parse(after)];
  expect(was.problems).toEqual([]);
  return rejection({ file: was, plan: imagePlan(was) }, { file: is, plan: imagePlan(is) }, new Set(allowed));
}

function atTop(file: RandomFile, items: readonly Item[]): RandomFile {
  return splice(file, { stage: 0, item: 0 }, 0, ...items);
}

function atEnd(file: RandomFile, items: readonly Item[]): RandomFile {
  const stage = file.stages.length - 1;
  return splice(file, { stage, item: file.stages[stage]!.items.length }, 0, ...items);
}

describe("accepts what builds the same", () => {
  test.each(Object.entries(rewrites))("%s", (_name, change) => {
    fc.assert(
      fc.property(randomFile, picks, picks, deltas, (file, decisions, layout, allowed) => {
        const changed = change(file, decisions);
        fc.pre(changed !== undefined);
        expect(verdict(render(file, ONE_LINE), render(changed, layout), allowed)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  test("several rewrites in a row", () => {
    fc.assert(
      fc.property(
        randomFile,
        fc.array(fc.constantFrom(...Object.values(rewrites))),
        picks,
        (file, changes, decisions) => {
          const changed = changes.reduce((each, change) => change(each, decisions) ?? each, file);
          expect(verdict(render(file, decisions), render(changed, decisions))).toBeUndefined();
        },
      ),
      { numRuns: 40 },
    );
  });

  test("other line ends", () => {
    fc.assert(
      fc.property(randomFile, picks, (file, layout) => {
        const before = render(file, layout);
        // a here-document keeps its carriage returns
        fc.pre(!before.includes("<<"));
        expect(verdict(before, before.replaceAll("\n", "\r\n"))).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  test.each(Object.entries(packageRewrites))("%s, where caches may come and go", (_name, [before, after]) => {
    fc.assert(
      fc.property(randomFile, picks, (file, layout) => {
        const [was, is] = [render(atEnd(file, before), ONE_LINE), render(atEnd(file, after), layout)];
        expect(verdict(was, is, ["package-caches"])).toBeUndefined();
        expect(verdict(was, is, ["base-image"])).toMatch(DAMAGE);
      }),
      { numRuns: 30 },
    );
  });
});

describe("rejects", () => {
  test.each(Object.entries(damages))("%s", (_name, { change, allowedBy = [] }) => {
    fc.assert(
      fc.property(randomFile, picks, picks, deltas, (file, decisions, layout, allowed) => {
        const changed = change(file, decisions);
        fc.pre(changed !== undefined);
        const given = allowed.filter((delta) => !allowedBy.includes(delta));
        expect(verdict(render(file, layout), render(changed, ONE_LINE), given)).toMatch(DAMAGE);
      }),
      { numRuns: 20, maxSkipsPerRun: 400 },
    );
  });

  test.each(Object.entries(planted))("%s", (_name, { before, after }) => {
    fc.assert(
      fc.property(randomFile, picks, deltas, (file, layout, allowed) => {
        const [was, is] = [render(atTop(file, before), ONE_LINE), render(atTop(file, after), layout)];
        expect(verdict(was, is, allowed)).toMatch(DAMAGE);
      }),
      { numRuns: 15 },
    );
  });
});
