import { expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { planDiff } from "./diff.js";
import { imagePlan } from "./plan.js";

type Change = readonly [stage: string, what: string, before: string, after: string];

test.each<[before: string, after: string, ...changes: Change[]]>([
  ["FROM a\nRUN b", "FROM a\nRUN b"],
  ["FROM a\nRUN b && c", "FROM a\nRUN b \\\n && c\n# d"],
  ["FROM a", "FROM a:1", ["0", "base", "a", "a:1"]],
  ["FROM a AS b", "FROM --platform=linux/386 a AS b", ["b", "platform", "none", "linux/386"]],
  ["FROM a\nRUN b\nRUN c\nCOPY d e\nVOLUME f\nWORKDIR /g", "FROM a\nRUN b && c\nCOPY d e\nVOLUME f\nWORKDIR /g", ["0", "layers", "4", "3"]],
  ["FROM a", "FROM a\nUSER b", ["0", "user", "none", "b"]],
  ["FROM a\nUSER b", "FROM a", ["0", "user", "b", "none"]],
  ["FROM a\nENV A=1", `FROM a\nENV A="2 3"\nCMD ["c"]`, ["0", "env A", "1", "2 3"], ["0", "cmd", "none", `["c"]`]],
  ["FROM a AS a\nFROM a", "FROM a AS a\nEXPOSE 1\nFROM a", ["a", "port 1", "none", "exposed"], ["1", "port 1", "none", "exposed"]],
  ["FROM a AS a\nFROM b", "FROM a AS a"],
])("%j → %j", (before, after, ...changes) => {
  const found = planDiff(imagePlan(parse(before)), imagePlan(parse(after)));
  expect(found.map(({ stage, what, before, after }) => [stage, what, before, after])).toEqual(changes);
}); // prettier-ignore
