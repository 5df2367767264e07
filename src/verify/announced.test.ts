import { describe, expect, test } from "@jest/globals";
import { shift } from "../engine/shift.js";
import { announced } from "./announced.js";
import { labelStages } from "./label-stages.js";

const TEXT = `FROM debian:12 AS Base
ENV A=1
RUN a
COPY x y
VOLUME /v
FROM base
WORKDIR /w
CMD ["x"]
`;
const outcome = { ...shift(TEXT, []), plan: [{ stage: "1", what: "user", before: "a", after: "b" }] };

test("counts the layers that are not the base's through the stages", () => {
  const found = announced(outcome, undefined, { before: 5, after: 3 });
  expect(found.baseLayers).toEqual({ before: 2, after: 0 });
  expect(found.plan).toHaveLength(1);
  const entries = ["cmd", "env A", "volume /v", "workdir", "user", "env B", "volume /w"];
  expect(entries.filter(found.isOwn)).toEqual(["cmd", "env A", "volume /v", "workdir"]);
});

test.each(["BASE", "0"])("takes the stage %s that is built", (target) => {
  const found = announced(outcome, target, { before: 5, after: 5 });
  expect(found.baseLayers).toEqual({ before: 3, after: 3 });
  expect(found.plan).toEqual([]);
});

describe("knows what a text sets itself", () => {
  const isOwn = (text: string) => announced({ ...shift(text, []), plan: [] }, undefined, { before: 1, after: 1 }).isOwn;

  test.each([
    ["EXPOSE 90-91 53/udp 80/TCP", ["port 90", "port 91", "port 53/udp", "port 80"], ["port 92", "port 53"]],
    ["ENV P=80\nEXPOSE $P", ["port 80"], ["label a"]],
    ["ARG P=80\nEXPOSE $P", ["port 81"], ["env P", "label a"]],
    ['LABEL "org.x"="1" y=2', ["label org.x", "label y"], ["label z"]],
    ["LABEL $A=1", ["label a"], ["env A"]],
    ["ONBUILD RUN a", ["onbuild"], ["cmd"]],
    ["MAINTAINER me", ["maintainer"], []],
    ["VOLUME /a /b/", ["volume /a", "volume /b/"], ["volume /c"]],
  ])("with %s", (line, own, others) => {
    const owns = isOwn(`FROM alpine\n${line}\n`);
    expect([...own, ...others].filter(owns)).toEqual(own);
  });

  test("with the triggers of a stage below", () => {
    expect(["env A", "env B", "onbuild"].filter(isOwn("FROM alpine AS a\nONBUILD ENV A=1\nFROM a\n"))).toEqual([
      "env A",
    ]);
  });
});

test("names what the plan changes as the image does", () => {
  const plan = [{ stage: "0", what: "port 80-81", before: "exposed", after: "none" }];
  const found = announced({ ...shift("FROM a\n", []), plan }, undefined, { before: 1, after: 1 });
  expect(found.plan.map(({ what }) => what)).toEqual(["port 80", "port 81"]);
});

test("gathers what the fixes declared", () => {
  const fix = { transform: "x", level: "safe", message: "", evidence: [], line: 1, column: 1 } as const;
  const applied = [fix, { ...fix, deltas: ["base-image", "package-caches"] as const }];
  expect([...announced({ ...outcome, applied }, undefined, { before: 0, after: 0 }).deltas]).toEqual([
    "base-image",
    "package-caches",
  ]);
});

test("labels every stage", () => {
  expect(labelStages("FROM a\nRUN b\nFROM \\\n c\nRUN d", "k=v")).toBe(
    "FROM a\nLABEL k=v\nRUN b\nFROM \\\n c\nLABEL k=v\nRUN d",
  );
});
