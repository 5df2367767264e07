import { expect, test } from "@jest/globals";
import { allCases } from "./cases.js";
import { verified } from "./command.js";

test.concurrent.each(allCases())("$name builds before and after", async ({ dockerfile, context, expected }) => {
  const { verdicts, run = false, runs = {}, level } = expected;
  const options = [...(run ? ["--run"] : []), ...(level === undefined ? [] : [`--level=${level}`])];
  const file = await verified([dockerfile, `--context=${context}`, ...options]);
  const undeclared = file.differences.filter(
    ({ declared, what }) => declared === undefined && !what.startsWith("/usr/share/apk-stand-in/"),
  );
  expect({ undeclared: undeclared.map(({ what }) => what), log: file.log }).toEqual({
    undeclared: [],
    log: undefined,
  });
  expect(verdicts).toContain(file.verdict);
  expect(file.run?.after).toEqual(file.run && { ...file.run.before, ...runs });
  expect(file.run !== undefined).toBe(run);
});
