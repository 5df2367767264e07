import { expect, test } from "@jest/globals";
import { allCases } from "./cases.js";
import { verified } from "./command.js";

test.concurrent.each(allCases())("$name builds before and after", async ({ dockerfile, context, expected }) => {
  const { verdicts, run = false, level } = expected;
  const options = [...(run ? ["--run"] : []), ...(level === undefined ? [] : [`--level=${level}`])];
  const file = await verified([dockerfile, `--context=${context}`, ...options]);
  const undeclared = file.differences.filter(({ declared }) => declared === undefined);
  expect({ undeclared: undeclared.map(({ what }) => what), log: file.log }).toEqual({
    undeclared: [],
    log: undefined,
  });
  expect(verdicts).toContain(file.verdict);
  expect(file.run?.after).toEqual(file.run?.before);
  expect(file.run !== undefined).toBe(run);
});
