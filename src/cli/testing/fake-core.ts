import { outcomeOf } from "../../engine/outcome.js";
import type { Applied, Outcome, ShiftOptions, Skipped, Transform } from "../../engine/types.js";
import type { Core } from "../core.js";

const PINNED: Applied = {
  transform: "pin-base-image",
  level: "harden",
  line: 1,
  column: 6,
  message: "Pin `node:latest` to `node:26`",
  evidence: [{ source: "official-images.json", says: "`latest` is `26`" }],
  todo: "Build the image once and run its tests",
};

const LEFT: Skipped = {
  transform: "merge-runs",
  line: 2,
  column: 1,
  reason: "`cd` changes the directory of what follows",
  by: "transform",
};

/** A library with one idea: `node:latest` becomes `node:26`. */
export const fakeCore: Core = {
  catalogue: [
    transform("merge-runs", "safe", "Merge RUN instructions that belong together"),
    transform("pin-base-image", "harden", "Pin the base image to an exact tag"),
  ],
  shift: fakeShift,
  shiftCompose: fakeShift,
};

function fakeShift(before: string, options: ShiftOptions = {}): Outcome {
  const { path = "Dockerfile", only, skip } = options;
  const outcome = outcomeOf(path, before);
  if (before.includes("BOOM")) throw new TypeError("boom");
  const line = before.split("\n").findIndex((text) => text.includes("FORM"));
  if (line !== -1) {
    const text = before.split("\n")[line]!;
    return {
      ...outcome,
      errors: [{ kind: "syntax", line: line + 1, column: 1, message: "unknown instruction `FORM`", text }],
    };
  }
  if (before.includes("{{")) {
    return { ...outcome, errors: [{ kind: "unsupported", line: 1, column: 1, message: "a template", text: "" }] };
  }
  const skipped = before.includes("RUN cd") ? [LEFT] : [];
  const pins = (only ?? ["pin-base-image"]).includes("pin-base-image") && skip?.includes("pin-base-image") !== true;
  const after = pins ? before.replaceAll("node:latest", options.context?.read(".tag")?.trim() ?? "node:26") : before;
  if (after === before) return { ...outcome, skipped };
  const plan = [{ stage: "0", what: "base", before: "node:latest", after: "node:26" }];
  return { ...outcome, after, applied: [PINNED], skipped, plan };
}

function transform(name: string, level: Transform["level"], title: string): Transform {
  return {
    name,
    level,
    title,
    why: "A moving tag gives another image tomorrow, and nobody can say which one runs.",
    refs: ["hadolint DL3006"],
    example: { before: "FROM node:latest\nRUN a\n", after: "FROM node:26\nRUN a\n" },
    run: () => [],
  };
}
