import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { type BuildState, expand, type StageFacts, stageFacts } from "./state.js";

/** The facts of a file whose lines are given. */
function facts(...lines: string[]): StageFacts[] {
  return stageFacts(parse(lines.join("\n")));
}

/** The state behind the last line. */
function last(...lines: string[]): BuildState {
  return facts(...lines).at(-1)!.last;
}

function env(...lines: string[]): Record<string, string> {
  return Object.fromEntries(facts(...lines).at(-1)!.env);
}

describe("what an instruction runs under", () => {
  test("before it has its own effect", () => {
    const [stage] = facts("FROM a", "USER b", "RUN c", "WORKDIR /d", 'SHELL ["/bin/bash", "-c"]', "RUN e");
    expect(stage!.states.map(({ user, workdir, shell }) => [user, workdir, shell[0]])).toEqual([
      ["", "", "/bin/sh"],
      ["", "", "/bin/sh"],
      ["b", "", "/bin/sh"],
      ["b", "", "/bin/sh"],
      ["b", "/d", "/bin/sh"],
      ["b", "/d", "/bin/bash"],
    ]);
    expect(stage!.last.shell).toEqual(["/bin/bash", "-c"]);
  });

  test.each([
    ["USER a:b", "a:b"],
    ["ENV A=b\nUSER $A", "b"],
    ["ARG A=b\nUSER ${A}:${A}", "b:b"],
    ["USER $A", "$A"],
    ['USER "a"', "a"],
    ["USER a\nUSER b", "b"],
  ])("the user behind %j is %s", (lines, user) => {
    expect(last("FROM x", lines).user).toBe(user);
  });

  test.each([
    ["WORKDIR /a\nWORKDIR b\nWORKDIR c/d", "/a/b/c/d"],
    ["WORKDIR /a\nWORKDIR /b", "/b"],
    ["WORKDIR /a/\nWORKDIR b", "/a/b"],
    ["WORKDIR a\nWORKDIR b", "a/b"],
    ["ENV A=/b\nWORKDIR $A/c", "/b/c"],
    ['WORKDIR "/a b"', "/a b"],
    ["WORKDIR /a\nWORKDIR C:\\\\b", "C:\\b"],
    ["WORKDIR /a\nWORKDIR $B", "/a/$B"],
  ])("the directory behind %j is %s", (lines, workdir) => {
    expect(last("FROM x", lines).workdir).toBe(workdir);
  });

  test("a SHELL that is not in JSON form changes nothing", () => {
    expect(last("FROM a", "SHELL bash -c").shell).toEqual(["/bin/sh", "-c"]);
  });

  test.each([
    ["ENV BASH_ENV=/a", "BASH_ENV"],
    ["ARG SHELLOPTS=a", "SHELLOPTS"],
    ["ENV BASHOPTS=a", "BASHOPTS"],
    ["ENV ENV=/a", undefined],
    ["ENV A=BASH_ENV", undefined],
  ])("bash reads a file when it starts behind %s: %s", (line, startup) => {
    expect(last("FROM a", line).startup).toBe(startup);
  });
});

describe("the environment", () => {
  test.each<[lines: string, env: Record<string, string>]>([
    ["ENV A=b C='d e'", { A: "b", C: "d e" }],
    ["ENV A b  c", { A: "b  c" }],
    ["ENV A=1\nENV A=2 B=$A", { A: "2", B: "1" }],
    ["ARG A=1 B=$A\nARG C=$A", { A: "1", C: "1" }],
    ["ARG A", {}],
    ["ENV A=$NOPE", {}],
    ["ENV A=1\nENV A=$NOPE", {}],
    ["ENV A=1\nARG A=2", { A: "2" }],
    ["ENV A=1\nARG A", { A: "1" }],
    ["ARG A=1\nENV A=2", { A: "2" }],
    ["ENV A=${B:-c} D=${B:+e}", { A: "c", D: "" }],
    ["ENV A=\\$B", { A: "$B" }],
    ["ENV A='$B'", { A: "$B" }],
  ])("behind %j is %j", (lines, expected) => {
    expect(env("FROM x", lines)).toEqual(expected);
  });

  const key = (...lines: string[]): string => last("FROM a", ...lines).envKey;

  test("equal keys, equal environments", () => {
    expect(key("ENV A=1", "RUN x", "ENV B=2")).toBe(key("ENV A=1", "ENV B=2"));
    expect(key("ENV A=1 B=2")).toBe(key("ENV A='1'", 'ENV B "2"'));
    expect(key("RUN x", "USER a", "WORKDIR /b")).toBe(key());
  });

  test.each([
    [["ENV A=1"], []],
    [["ENV A=1"], ["ENV A=2"]],
    [["ENV A=1"], ["ARG A=1"]],
    [
      ["ENV A=1", "ENV B=2"],
      ["ENV B=2", "ENV A=1"],
    ],
    [["ARG A"], ["ARG A=?"]],
    [["ARG A"], []],
    [["ENV A=$B"], ["ENV A='$B'"]],
    [["ENV A=1 B=2"], ["ENV A='1\\nENV B=2'"]],
    [["USER $A"], []],
    [["WORKDIR /a", "WORKDIR $B"], ["WORKDIR /a"]],
  ])("other keys: %j and %j", (one, other) => {
    expect(key(...one)).not.toBe(key(...other));
  });
});

describe("ARGs before the first FROM", () => {
  const base = (...lines: string[]): string | undefined => facts(...lines)[0]!.base;

  test.each([
    [["ARG A=x", "FROM $A"], "x"],
    [["ARG A=x", "FROM ${A}:1"], "x:1"],
    [["ARG A=x", "ARG B=$A:2", "FROM $B"], "x:2"],
    [["ARG A=x B=$A", "FROM $B"], "x"],
    [["ARG A", "FROM $A"], undefined],
    [["FROM $A"], undefined],
    [["FROM a:${A:-1}"], "a:1"],
    [["FROM a${A:+:1}"], "a"],
    [["ARG A=x", "FROM a${A:+:1}"], "a:1"],
    [["ARG A=x", "ARG A=y", "FROM $A"], "y"],
    [["ARG A=x", "ARG A=$NOPE", "FROM $A"], undefined],
    [["ARG A=x", "ARG A", "FROM $A"], undefined],
    [["ARG A=node:20", "FROM ${A%:*}"], "node"],
    [["ARG A='x'", 'FROM "$A"'], "x"],
    [["FROM ${A:?needed}"], undefined],
  ])("%j: the base is %s", (lines, expected) => {
    expect(base(...lines)).toBe(expected);
  });

  test("hold in a stage only where it asks for them", () => {
    expect(env("ARG A=1", "FROM x", "ENV B=$A")).toEqual({});
    expect(env("ARG A=1", "FROM x", "ARG A", "ENV B=$A")).toEqual({ A: "1", B: "1" });
    expect(env("ARG A=1", "FROM x", "ARG A=2")).toEqual({ A: "2" });
    expect(facts("ARG A=1", "FROM x", "ARG A=2", "FROM y:$A")[1]!.base).toBe("y:1");
  });

  test("fill in the platform", () => {
    expect(facts("ARG A=arm64", "FROM --platform=linux/$A x")[0]!.platform).toBe("linux/arm64");
    expect(facts("FROM --platform=$BUILDPLATFORM x")[0]!.platform).toBe("$BUILDPLATFORM");
    expect(facts("FROM x")[0]!.platform).toBeUndefined();
  });
});

describe("FROM an earlier stage", () => {
  const [first, second] = facts(
    "FROM x AS Build",
    "ARG A=1",
    "ENV B=2",
    "USER u",
    "WORKDIR /w",
    'SHELL ["bash", "-c"]',
    "FROM build AS final",
    "WORKDIR v",
  );

  test("goes on where that one ends", () => {
    expect(second!.parent).toBe(first);
    expect(second!.base).toBe("build");
    expect(second!.baseImage).toBe("x");
    expect(second!.states[0]).toBe(first!.last);
    expect(second!.last).toMatchObject({ user: "u", workdir: "/w/v", shell: ["bash", "-c"] });
    expect(Object.fromEntries(second!.env)).toEqual({ A: "1", B: "2" });
  });

  test("does not change that one", () => {
    const [parent] = facts("FROM x AS a", "ENV B=1", "FROM a", "ENV B=2");
    expect(Object.fromEntries(parent!.env)).toEqual({ B: "1" });
  });

  test.each([
    ["its name in other case", ["FROM x AS Build", "FROM BUILD"], 0],
    ["its name out of a variable", ["ARG A=b", "FROM x AS b", "FROM $A"], 0],
    ["the last of two with the same name", ["FROM x AS a", "FROM y AS a", "FROM a"], 1],
    ["its own name means an image", ["FROM x", "FROM a AS a"], undefined],
    ["a later stage means an image", ["FROM b AS a", "FROM x AS b", "FROM y"], undefined],
    ["a number means an image", ["FROM x", "FROM 0"], undefined],
    ["a name with a tag means an image", ["FROM x AS a", "FROM a:1"], undefined],
  ])("%s", (_, lines, parent) => {
    const stages = facts(...lines);
    expect(stages.at(-1)!.parent?.stage.index).toBe(parent);
  });

  test("other stages start anew", () => {
    expect(last("FROM x", "USER u", "ENV A=1", "FROM y")).toEqual(last("FROM y"));
  });
});

describe("Windows", () => {
  test.each([
    [["FROM mcr.microsoft.com/windows/servercore:ltsc2022"], "cmd /S /C"],
    [["# escape=`", "FROM mcr.microsoft.com/windows/nanoserver:1809"], "cmd /S /C"],
    [["ARG A=mcr.microsoft.com/windows/servercore:1809", "FROM $A AS a", "FROM a"], "cmd /S /C"],
    [["FROM --platform=windows/amd64 team/app"], "cmd /S /C"],
    [["# escape=`", "FROM team/app"], "(unknown)"],
    [["FROM team/app"], "/bin/sh -c"],
  ])("the shell of %j is %s", (lines, shell) => {
    expect(last(...lines).shell.join(" ")).toBe(shell);
  });
});

describe("a word with its variables", () => {
  const set = new Map([
    ["A", "1"],
    ["E", ""],
  ]);

  test.each([
    ["$A${A}", "11", false],
    ["a'$A'", "a$A", false],
    ["$E", "", false],
    ["$B", "$B", true],
    ["$A$B", "$A$B", true],
    ["${B-x}${B:+y}", "x", false],
    ["${B:-$C}", "${B:-$C}", true],
    ["${B#x}", "${B#x}", true],
    ["${B/x/y}", "${B/x/y}", true],
    ["${A?}", "1", false],
    ["${B?}", "${B?}", true],
    ["${A", "${A", true],
    ["'a", "'a", true],
    ["plain", "plain", false],
  ])("%s is %s, undecided: %j", (word, text, unset) => {
    expect(expand(word, set, "\\")).toEqual({ text, unset });
  });
});
