import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { type ImagePlan, imagePlan, type StagePlan } from "./plan.js";
import { stageFacts } from "./state.js";

function planOf(text: string): ImagePlan {
  const file = parse(text);
  expect(file.problems).toEqual([]);
  return imagePlan(file);
}

function last(text: string): StagePlan {
  return planOf(`FROM debian\n${text}`).stages.at(-1)!;
}

describe("configuration", () => {
  test.each<[text: string, config: Record<string, string>]>([
    ["USER a\nUSER b", { user: "b" }],
    ["ENV A=1\nUSER $A", { "env A": "1", user: "1" }],
    ["ARG A\nUSER $A", { "arg A": "no default", user: "$A" }],
    ["ARG A=1\nENV B=$A", { "arg A": "1", "env B": "$A" }],
    ["ENV A=1\nARG A=2\nUSER $A", { "env A": "1", "arg A": "2", user: "2" }],
    ["WORKDIR /a\nWORKDIR b/\nWORKDIR c", { workdir: "/a/b/c" }],
    ["WORKDIR a", { workdir: "a" }],
    [`LABEL a="b c" d=e`, { "label a": "b c", "label d": "e" }],
    ["ENV A b c", { "env A": "b c" }],
    ["CMD a b", { cmd: "/bin/sh -c a b" }],
    [`CMD [ "a",  "b" ]`, { cmd: `["a","b"]` }],
    [`SHELL ["a"]\nENTRYPOINT b`, { shell: `["a"]`, entrypoint: "a b" }],
    [`CMD a\nENTRYPOINT ["b"]`, { cmd: "/bin/sh -c a", entrypoint: `["b"]` }],
    ["HEALTHCHECK --timeout=1s --interval=2s CMD a", { "health check": "--interval=2s --timeout=1s CMD-SHELL a" }],
    [`HEALTHCHECK CMD ["a"]`, { "health check": `["a"]` }],
    ["HEALTHCHECK CMD a\nHEALTHCHECK NONE", { "health check": "NONE" }],
    ["EXPOSE 80 $P", { "port 80": "exposed", "port $P": "exposed" }],
    [`VOLUME ["/a", "/b c"]`, { "volume /a": "declared", "volume /b c": "declared" }],
    ["STOPSIGNAL 9", { stopsignal: "9" }],
    ["MAINTAINER a  b", { maintainer: "a  b" }],
    ["ONBUILD RUN a\nONBUILD USER b", { onbuild: "\nRUN a\nUSER b" }],
    ["RUN a\nCOPY b c", {}],
  ])("%j", (text, config) => {
    expect(Object.fromEntries(last(text).config)).toEqual(config);
  });

  test("of the stage below", () => {
    const [, stage] = planOf("FROM a AS a\nENV A=1\nUSER u\nCMD c\nFROM a\nWORKDIR /w\nENTRYPOINT e").stages;
    expect(Object.fromEntries(stage!.config)).toEqual({
      "env A": "1",
      user: "u",
      workdir: "/w",
      entrypoint: "/bin/sh -c e",
    });
  });
});

test("the triggers of a stage fire in the stage built on it, once", () => {
  const text = 'FROM a AS a\nONBUILD ENV A=1\nONBUILD RUN b\nONBUILD LABEL "l"=m\nFROM a AS c\nRUN d\nFROM c';
  const [below, above, top] = planOf(text).stages;
  expect([...below!.config.keys()]).toEqual(["onbuild"]);
  expect(Object.fromEntries(above!.config)).toEqual({ "env A": "1", "label l": "m" });
  expect(above!.steps.map(({ units }) => units[0]!.text)).toEqual(["b", "d"]);
  expect([top!.config.has("onbuild"), top!.steps]).toEqual([false, []]);
});

describe("steps", () => {
  test.each([
    ["/w", true],
    ["/", false],
    ["//", false],
    ["$X", true],
    ["w", true],
  ])("WORKDIR %s makes a layer: %j", (directory, isLayer) => {
    expect(last(`WORKDIR ${directory}`).steps.map((step) => step.isLayer)).toEqual([isLayer]);
  });

  test("each instruction that makes a layer, in order", () => {
    const { steps } = last("ENV A=1\nRUN a && b\nCOPY --from=x c /d\nADD e f\nVOLUME /v\nWORKDIR /w\nLABEL l=1");
    expect(steps.map(({ kind, units }) => [kind, ...units.map(({ text }) => text)])).toEqual([
      ["run", "a", "b"],
      ["copy", `[["c","/d"]]`],
      ["add", `[["e","f"]]`],
      ["volume", `[["/v"]]`],
      ["workdir", `[["/w"]]`],
    ]);
  });

  test.each([
    ["USER u"],
    ["WORKDIR /w"],
    [`SHELL ["/bin/sh"]`],
    ["ENV A=1"],
    ["ENV A='$B'"],
    ["ENV A=$B"],
    ["ARG A"],
    ["ARG A="],
    ["USER $U"],
  ])("%s changes what a RUN behind it runs under", (text) => {
    expect(last(`${text}\nRUN a`).steps.at(-1)!.context).not.toBe(last("RUN a").steps.at(-1)!.context);
  });

  test.each([["LABEL a=b"], ["EXPOSE 80"], ["CMD a"], ["ONBUILD RUN a"], ["STOPSIGNAL 9"], ["HEALTHCHECK NONE"]])(
    "%s does not",
    (text) => {
      expect(last(`${text}\nRUN a`).steps.at(-1)!.context).toBe(last("RUN a").steps.at(-1)!.context);
    },
  );

  test("environments that only look alike differ", () => {
    const contexts = ["ENV A='$B'", "ENV A=$B", "ARG A=$B", "ARG A", "ARG A=", "ENV A=1\nENV B=2", "ENV B=2\nENV A=1"];
    const keys = contexts.map((text) => last(`${text}\nRUN a`).steps.at(-1)!.context);
    expect(new Set(keys).size).toBe(contexts.length);
  });

  test("flags count in any order", () => {
    const context = (flags: string): string => last(`RUN ${flags} a`).steps.at(-1)!.context;
    expect(context("--network=none --mount=target=/a")).toBe(context("--mount=target=/a --network=none"));
    expect(context("--network=none")).not.toBe(context("--network=host"));
  });
});

describe("stages", () => {
  test("name, base and platform", () => {
    const text = "ARG V=1\nARG P=linux/386\nFROM --platform=$P a:$V AS B\nFROM b\nFROM $X\nFROM --platform=$Y c";
    expect(
      planOf(text).stages.map(({ name, parent, base, writtenBase, platform }) => [
        name,
        parent,
        base,
        writtenBase,
        platform,
      ]),
    ).toEqual([
      ["b", undefined, "a:1", "a:$V", "linux/386"],
      ["1", 0, "stage 0", "b", ""],
      ["2", undefined, "$X", "$X", ""],
      ["3", undefined, "c", "c", "$Y"],
    ]);
  });

  test("directives and global ARGs", () => {
    const { directives, globals } = planOf(`# syntax=a\n# check=skip=b\nARG A=1 B\nARG C="x y"\nFROM c`);
    expect(directives).toEqual([
      ["syntax", "a"],
      ["check", "skip=b"],
    ]);
    expect(globals).toEqual([["A", "1"], ["B", undefined], ["C", `"x y"`]]); // prettier-ignore
  });

  test("an ARG takes the global default", () => {
    const facts = stageFacts(parse("ARG A=1\nFROM a\nARG A\nARG B=$A\nFROM b\nARG B"));
    expect(facts.map(({ env }) => Object.fromEntries(env))).toEqual([{ A: "1", B: "1" }, {}]);
  });
});
