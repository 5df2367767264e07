import { expect, test } from "@jest/globals";
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
  expect([...found.own].sort()).toEqual(["cmd", "env A", "volume /v", "workdir"]);
});

test.each(["BASE", "0"])("takes the stage %s that is built", (target) => {
  const found = announced(outcome, target, { before: 5, after: 5 });
  expect(found.baseLayers).toEqual({ before: 3, after: 3 });
  expect(found.plan).toEqual([]);
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
