import { describe, expect, test } from "@jest/globals";
import { shift } from "../index.js";
import type { Context } from "../project/context.js";
import type { ShiftOptions } from "./types.js";

const IMAGE = "mcr.microsoft.com/dotnet/aspnet";
const TAGS = [
  "latest",
  "10.0",
  "10.0.1",
  "9.0.4",
  "9.0.4-alpine3.21",
  "8.0",
  "8.0.9",
  "8.0.11",
  "8.0.11-alpine3.21",
  "8.0.12-preview.1",
];

const registry: ShiftOptions["registry"] = {
  digest: (reference) => ({ value: `sha256:${/10\.0|latest/.test(reference) ? "a" : "b"}`.padEnd(71, "0"), source: "there" }),
  tags: () => ({ value: TAGS, source: "there" }),
}; // prettier-ignore

function context(...frameworks: readonly string[]): Context {
  const files = new Map<string, string>();
  for (const each of frameworks) files.set(`${each}.csproj`, `<TargetFramework>${each}</TargetFramework>`);
  return { read: (path) => files.get(path), files: () => [...files.keys()] };
}

function pinned(tag: string, options: ShiftOptions) {
  const { after, skipped } = shift(`FROM ${IMAGE}${tag}\n`, { only: ["pin-base-image"], ...options });
  return { after: after.replace(`FROM ${IMAGE}`, "").trim(), reasons: skipped.map(({ reason }) => reason) };
}

describe("a .NET image", () => {
  test.each([
    ["follows the projects", "", ["net8.0"], ":8.0.11"],
    ["follows the projects from its tag", ":latest", ["net9.0"], ":9.0.4"],
    ["is what its tag names where nothing is said", "", [], ":10.0.1"],
    ["stays within its tag", ":8.0", ["net9.0"], ":8.0.11"],
  ] as const)("%s", (_, tag, frameworks, after) => {
    expect(pinned(tag, { registry, context: context(...frameworks) })).toEqual({ after, reasons: [] });
  });

  test("shows what is said when nobody is asked", () => {
    const { after, reasons } = pinned("", { context: context("net8.0") });
    expect(after).toBe("");
    expect(reasons).toEqual([`\`${IMAGE}\` is not one of Docker's official images; net8.0.csproj:1 says net8.0`]);
  });

  test.each([[["net8.0", "net9.0"]], [["net6.0"]], [["net8.0;net9.0"]]])("stays where %j fits no tag", (frameworks) => {
    const { after, reasons } = pinned("", { registry, context: context(...frameworks) });
    expect(after).toBe("");
    expect(reasons).toEqual([expect.stringContaining(`csproj:1 says ${frameworks.at(-1)!}`)]);
  });
});
