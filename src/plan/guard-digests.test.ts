import { expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { type Delta, rejection } from "./guard.js";
import { imagePlan } from "./plan.js";

const [OLD, NOW, OTHER] = ["a", "b", "c"].map((digit) => `sha256:${digit.repeat(64)}`);

/** A registry in which `app:1` has a digest and nothing else has. */
const registry = {
  digest: (reference: string) => (reference === "app:1" ? { value: NOW! } : { reason: "not there" }),
};

function verdict(before: string, after: string, ...deltas: Delta[]): string | undefined {
  const [was, is] = [before, after].map((text) => parse(`FROM scratch\n${text}\n`));
  return rejection(
    { file: was!, plan: imagePlan(was!) },
    { file: is!, plan: imagePlan(is!), registry },
    new Set(["base-image", ...deltas]),
  );
}

const copy = (image: string): string => `COPY --from=${image} /a /b`;
const mount = (image: string): string => `RUN --mount=from=${image},target=/m true`;

test.each([
  ["copied", copy],
  ["mounted", mount],
])("the digest of what is %s may become the one of its tag, as declared", (_, use) => {
  expect(verdict(use(`app:1@${OLD}`), use(`app:1@${NOW}`), "base-version")).toBeUndefined();
  expect(verdict(use(`app:1@${OLD}`), use(`app:1@${NOW}`))).toMatch(/./);
});

test.each([
  ["another digest", `app:1@${OLD}`, `app:1@${OTHER}`],
  ["an older digest", `app:1@${NOW}`, `app:1@${OLD}`],
  ["a digest that nobody has told", `app:2@${OLD}`, `app:2@${NOW}`],
  ["a digest without its tag", `app@${OLD}`, `app@${NOW}`],
  ["another image", `app:1@${OLD}`, `other:1@${NOW}`],
])("it may not become %s", (_, before, after) => {
  expect(verdict(copy(before), copy(after), "base-version")).toMatch(/./);
});

test("one that stays does not stand in the way of another", () => {
  const [old, now] = [copy(`app:1@${OLD}`), copy(`app:1@${NOW}`)];
  expect(verdict(`${old}\n${old}`, `${old}\n${now}`, "base-version")).toBeUndefined();
});

test.each([
  ["may become the one of its tag, as declared", `app:1@${OLD}`, `app:1@${NOW}`, "base-version", undefined],
  ["may come in", "app:1", `app:1@${NOW}`, "base-image", undefined],
  ["may not change undeclared", `app:1@${OLD}`, `app:1@${NOW}`, "base-image", "the parser directives differ"],
  ["may not become another", `app:1@${OLD}`, `app:1@${OTHER}`, "base-version", "the parser directives differ"],
  ["may not go", `app:1@${NOW}`, "app:1", "base-version", "the parser directives differ"],
] as const)("the digest of the frontend %s", (_, before, after, delta, expected) => {
  const [was, is] = [before, after].map((image) => parse(`# syntax=${image}\nFROM scratch\n`));
  const sides = [
    { file: was!, plan: imagePlan(was!) },
    { file: is!, plan: imagePlan(is!), registry },
  ] as const;
  expect(rejection(...sides, new Set(["base-image", delta]))).toBe(expected);
});
