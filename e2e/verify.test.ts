import { expect, test } from "@jest/globals";
import { allCases } from "./cases.js";
import { verified } from "./command.js";

/** Differences that `verify` is known to call undeclared though they are. Each must go on failing, or leave this list. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  // made by the scripts of ca-certificates, a recommended package: no package lists them
  "documents/many-layers": ["/etc/ca-certificates.conf", "/usr/local/share/ca-certificates"],
};

test.concurrent.each(allCases())("$name builds before and after", async ({ name, dockerfile, context, expected }) => {
  const { verdicts, run = false, level } = expected;
  const options = [...(run ? ["--run"] : []), ...(level === undefined ? [] : [`--level=${level}`])];
  const file = await verified([dockerfile, `--context=${context}`, ...options]);
  const undeclared = file.differences.filter(({ declared }) => declared === undefined);
  const known = WRONG[name] ?? [];
  expect({ undeclared: undeclared.map(({ what }) => what), log: file.log }).toEqual({
    undeclared: known,
    log: undefined,
  });
  expect(known.length > 0 ? ["differs"] : verdicts).toContain(file.verdict);
  expect(file.run?.after).toEqual(file.run?.before);
  expect(file.run !== undefined).toBe(run);
});
