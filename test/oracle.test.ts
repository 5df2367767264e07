import { describe, expect, test } from "@jest/globals";
import { readingDifferences } from "../scripts/oracle/reading.js";
import { newWarnings } from "../scripts/oracle/warnings.js";
import { parse } from "../src/dockerfile/dockerfile.js";

type Answer = Parameters<typeof readingDifferences>[0];

const SOURCE = `FROM debian AS base
RUN --network=none <<EOF cat
text
EOF

# the end
CMD ["true"]
`;

const plain = { onbuild: "", flags: [], json: false, args: [], heredocs: [] };
const heredoc = { name: "EOF", content: "text\n", expand: true, chomp: false, fd: 0 };
const from = { ...plain, keyword: "from", start: 1, end: 1, args: ["debian", "AS", "base"] };
const run = {
  ...{ ...plain, keyword: "run", start: 2, end: 4, flags: ["--network=none"] },
  ...{ args: ["<<EOF cat"], heredocs: [heredoc] },
};
const cmd = { ...plain, keyword: "cmd", start: 7, end: 7, json: true, args: ["true"] };
const stages = [{ name: "base", base: "debian", platform: "" }];

describe("what is read differently from BuildKit", () => {
  test("is nothing where both say the same", () => {
    expect(differences({})).toEqual([]);
  });

  test.each<[what: string, changes: Partial<Answer["instructions"][number]>]>([
    ["end", { end: 3 }],
    ["start", { start: 3 }],
    ["keyword", { keyword: "copy" }],
    ["flags", { flags: [] }],
    ["here-documents", { heredocs: [{ ...heredoc, content: "text" }] }],
    ["JSON form", { json: true }],
    ["arguments", { args: ["cat"] }],
  ])("is said: %s", (what, changes) => {
    const said = differences({ instructions: [from, { ...run, ...changes }, cmd] });
    expect(said).toEqual([expect.stringContaining(`RUN: ${what}: BuildKit has`)]);
  });

  test("is a refusal, a stage, an instruction more", () => {
    const error = { message: "dockerfile parse error on line 2: bad", line: 2 };
    expect(differences({ error })).toEqual([expect.stringContaining("refusal")]);
    expect(differences({ stages: [{ ...stages[0]!, name: "other" }] })).toEqual([expect.stringContaining("stages")]);
    expect(differences({ instructions: [from, run, cmd, cmd] })).toEqual(["4 instructions, not 3"]);
  });
});

test("warnings are new when there are more of them, wherever they stand and whatever they quote", () => {
  const warning = (line: number): Answer["warnings"][number] => {
    return { rule: "NoEmptyContinuation", line, message: `Empty continuation line found in: RUN ${line}` };
  };
  const [one, two] = [answer({ warnings: [warning(1)] }), answer({ warnings: [warning(2), warning(3)] })];
  expect(newWarnings(two, one)).toEqual([]);
  expect(newWarnings(one, two)).toEqual(["NoEmptyContinuation: Empty continuation line"]);
});

function differences(changes: Partial<Answer>): string[] {
  return readingDifferences(answer(changes), parse(SOURCE), SOURCE);
}

/** What BuildKit says about `SOURCE`, with some of it changed. */
function answer(changes: Partial<Answer>): Answer {
  return { parseError: false, instructions: [from, run, cmd], stages, warnings: [], ...changes };
}
