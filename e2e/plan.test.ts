import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { shift } from "dockshift";
import { allCases, type Case } from "./cases.js";
import { bottom, claims } from "./claims.js";
import { built, seen } from "./reality.js";

/** What the plan is known to get wrong. Each entry must go on failing, or leave this list. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  // a WORKDIR makes a layer of its own, unless it is `/`
  "documents/node-latest": ["layers"],
  "documents/python-latest": ["layers"],
  "merge-runs/change-directory": ["layers"],
  "merge-runs/changes-between": ["layers"],
  "plan/steps": ["layers"],
  // BuildKit takes the quotes off a label's name
  "plan/configuration": ["layers", 'label "org.example.with blank"', "label org.example.with blank"],
  "plan/order-and-quotes": ["layers", 'label "d"', "label d"],
  // the engine gives a health check to the last SHELL, not to the one above it
  "plan/health-check-shell": ["health check"],
  // the triggers of an earlier stage fire in the stage that is built on it, and are gone then
  "plan/inheritance": ["layers", "onbuild", "env TRIGGERED"],
};

/** Builds that need what no test has, such as somebody's private repository. */
const UNBUILDABLE: ReadonlySet<string> = new Set(["documents/build-secret"]);

describe.each(allCases().filter(({ name }) => !UNBUILDABLE.has(name)))("the plan of $name", (each) => {
  test.concurrent.each(textsOf(each))("is the image, %s the rewrite", async (_side, text) => {
    const [real, base] = [await built(text, each.context), await seen(bottom(text))];
    const known = WRONG[each.name] ?? [];
    const wrong = claims(text, real, base).filter(({ claimed, real }) => claimed !== real);
    const fresh = wrong.filter(({ what }) => !known.includes(what));
    expect(fresh.map(({ what, claimed, real }) => `${what}: ${claimed}, but it is ${real}`)).toEqual([]);
    expect(known.filter((what) => !wrong.some((claim) => claim.what === what))).toEqual([]);
  });
});

function textsOf({ dockerfile, expected: { level } }: Case): readonly (readonly [side: string, text: string])[] {
  const { before, after } = shift(readFileSync(dockerfile, "utf8"), level === undefined ? {} : { level });
  return before === after
    ? [["before", before]]
    : [
        ["before", before],
        ["after", after],
      ];
}
