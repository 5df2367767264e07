import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { shift } from "dockshift";
import { allCases, type Case } from "./cases.js";
import { bottom, claims } from "./claims.js";
import { built, seen } from "./reality.js";

describe.each(allCases())("the plan of $name", (each) => {
  test.concurrent.each(textsOf(each))("is the image, %s the rewrite", async (_side, text) => {
    const [real, base] = [await built(text, each.context), await seen(bottom(text))];
    const wrong = claims(text, real, base).filter(({ claimed, real }) => claimed !== real);
    expect(wrong.map(({ what, claimed, real }) => `${what}: ${claimed}, but it is ${real}`)).toEqual([]);
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
