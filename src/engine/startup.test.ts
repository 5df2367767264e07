import { describe, expect, test } from "@jest/globals";
import { startup } from "./startup.js";
import { finalStage } from "./testing/final-stage.js";

/** The commands, `;` between them, `|` between words; `?`: not understood. */
function commands(lines: string): string {
  return (
    finalStage(lines)
      .start.commands?.map(({ words }) => words.join("|"))
      .join(" ; ") ?? "?"
  );
}

describe("ENTRYPOINT and CMD", () => {
  test.each([
    ["CMD alone", `CMD ["a", "b"]`, "a|b"],
    ["ENTRYPOINT alone", `ENTRYPOINT ["a"]`, "a"],
    ["CMD is the arguments of an exec form", `ENTRYPOINT ["a", "b"]\nCMD ["c", "d"]`, "a|b|c|d"],
    ["CMD in front of ENTRYPOINT counts as well", `CMD ["c"]\nENTRYPOINT ["a"]`, "a|c"],
    ["a shell form takes no arguments", `ENTRYPOINT a b\nCMD ["c"]`, "a|b"],
    ["a shell form of CMD goes behind ENTRYPOINT as one word", `ENTRYPOINT ["a"]\nCMD b c`, "a|/bin/sh|-c|b c"],
    ["an empty ENTRYPOINT takes none away", `ENTRYPOINT []\nCMD ["c"]`, "c"],
    ["an empty CMD gives no arguments", `ENTRYPOINT ["a"]\nCMD []`, "a"],
    ["the last of each counts", `CMD ["a"]\nENTRYPOINT ["b"]\nCMD ["c"]\nENTRYPOINT ["d"]`, "d|c"],
    ["nothing: the base image decides", "RUN a", ""],
    ["of the stage below", `FROM x AS a\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM a`, "a|b"],
    ["a CMD over the one below", `FROM x AS a\nENTRYPOINT ["a"]\nCMD ["b"]\nFROM a\nCMD ["c"]`, "a|c"],
    ["a new ENTRYPOINT drops the CMD below", `FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["a"]`, "a"],
    ["but not the one beside it", `FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["a"]\nCMD ["c"]`, "a|c"],
    ["nothing of another stage", `FROM x AS a\nCMD ["b"]\nFROM x`, ""],
    ["variables stay as they are written", `CMD ["sh", "-c", "a --port $PORT"]`, "a|--port|$PORT"],
  ])("%s", (_, lines, found) => {
    expect(commands(lines)).toBe(found);
  });
});

describe("what stands in front of the program", () => {
  test.each([
    ["an init", `ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["a"]`, "a"],
    ["its options", `ENTRYPOINT ["tini", "-g", "-p", "SIGTERM", "--", "a"]`, "a"],
    ["its options without an end", `ENTRYPOINT ["tini", "-s", "a", "-b"]`, "a|-b"],
    ["dumb-init's option with a value", `ENTRYPOINT ["dumb-init", "--rewrite", "15:3", "--", "a"]`, "a"],
    ["dumb-init's -c takes none", `ENTRYPOINT ["dumb-init", "-c", "a"]`, "a"],
    ["an init in front of a shell", `ENTRYPOINT ["tini", "--"]\nCMD a b`, "a|b"],
    ["exec", "CMD exec a b", "a|b"],
    ["exec with a name", "CMD exec -a x a b", "a|b"],
    ["nohup", "CMD nohup a", "a"],
    ["env", `CMD ["/usr/bin/env", "-i", "A=1", "B=2", "a", "b"]`, "a|b"],
    ["env's option with a value", `CMD ["env", "-u", "X", "a"]`, "a"],
    ["env alone stays", `CMD ["env", "A=1"]`, "env|A=1"],
    ["sh -c", `CMD ["sh", "-c", "a b"]`, "a|b"],
    ["sh -ec", `CMD ["/bin/bash", "-ec", "a b"]`, "a|b"],
    ["bash with options of their own", `CMD ["bash", "-l", "-c", "a"]`, "a"],
    ["all of them", `ENTRYPOINT ["dumb-init", "--"]\nCMD ["sh", "-c", "exec env A=1 a"]`, "a"],
    ["a script is no -c", `CMD ["sh", "run.sh", "-c", "a"]`, "sh|run.sh|-c|a"],
  ])("%s", (_, lines, found) => {
    expect(commands(lines)).toBe(found);
  });

  test.each([
    [`ENTRYPOINT ["/sbin/tini", "--"]\nCMD ["a"]`, "tini"],
    [`ENTRYPOINT ["dumb-init", "tini", "a"]`, "dumb-init"],
    [`ENTRYPOINT ["a", "tini"]`, undefined],
  ])("the init of %j is %s", (lines, init) => {
    expect(finalStage(lines).start.init).toBe(init);
  });
});

describe("a shell form", () => {
  test.each([
    ["commands one after the other", "CMD a b && c", "a|b ; c"],
    ["; as well", "CMD a; c", "a ; c"],
    ["cd stays, since it is a command", "CMD cd /x && exec a", "cd|/x ; a"],
    ["quotes go", `CMD a "b c" 'd'`, "a|b c|d"],
    ["an assignment is no program", "CMD A=1 a", "a"],
    ["what is substituted runs on the way", "CMD a --host $(hostname -i)", "a|--host|$(hostname -i)"],
    ["a choice is not understood", "CMD a || b", "?"],
    ["a branch is not understood", "CMD if a; then b; fi", "?"],
    ["a loop is not understood", "CMD while true; do a; done", "?"],
    ["only an assignment is not understood", "CMD A=1", "?"],
    ["a script with an error is not understood", "CMD a (b", "?"],
    ["nor one inside", `CMD ["sh", "-c", "a || b"]`, "?"],
    ["nor is a PowerShell", `SHELL ["powershell", "-Command"]\nCMD a`, "?"],
  ])("%s", (_, lines, found) => {
    expect(commands(lines)).toBe(found);
  });

  test.each([
    ["CMD a", true],
    ["CMD a && b", true],
    ["CMD exec a", false],
    ["CMD a && exec b", false],
    ["CMD exec a; b", true],
    [`CMD ["a"]`, false],
    [`CMD ["sh", "-c", "a"]`, true],
    [`CMD ["sh", "-c", "exec a"]`, false],
    [`ENTRYPOINT ["tini", "--"]\nCMD a`, true],
  ])("a shell stays in front of %j: %j", (lines, isInShell) => {
    expect(finalStage(lines).start.isInShell).toBe(isInShell);
  });

  test("redirections are kept", () => {
    expect(finalStage("CMD a >/dev/null 2>&1").start.commands).toEqual([
      { words: ["a"], redirects: [">/dev/null", "2>&1"] },
    ]);
  });
});

test("an instruction of the stage below is given as it is", () => {
  const { facts, stage } = finalStage(`FROM x AS a\nENTRYPOINT ["a"]\nFROM a\nCMD ["b"]`);
  const { entrypoint, cmd } = startup(stage, facts);
  expect([entrypoint, cmd].map((each) => facts.file.lines.place(each!.range.start).line)).toEqual([2, 4]);
});
