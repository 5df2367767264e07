import { expect, test } from "@jest/globals";
import type { Transform } from "../engine/types.js";
import { catalogueText, explanation } from "./catalogue.js";
import { plain } from "./paint.js";

const pin: Transform = {
  name: "pin-base-image",
  level: "harden",
  title: "Pin the base image",
  why: "A moving tag gives another image tomorrow, and nobody can say afterwards which of them it was that ran.",
  refs: ["hadolint DL3006", "CIS 4.2"],
  example: { before: "FROM node\n\nRUN a\n", after: "FROM node:26\n\nRUN a\n" },
  run: () => [],
};

test("lists transforms as a table", () => {
  const merge: Transform = { ...pin, name: "merge-runs", level: "safe", title: "Merge RUNs" };
  expect(catalogueText([pin, merge], plain)).toBe(
    "pin-base-image  harden  Pin the base image\nmerge-runs      safe    Merge RUNs\n",
  );
});

test("explains a transform", () => {
  expect(explanation(pin, plain)).toBe(`pin-base-image (harden)
Pin the base image

A moving tag gives another image tomorrow, and nobody can say afterwards which
of them it was that ran.

  -FROM node
  +FROM node:26

   RUN a

See hadolint DL3006, CIS 4.2
`);
});

test("explains what a transform does not do", () => {
  const notes = ["Not protected: what a program of the RUN keeps.", "Different: nothing."];
  expect(explanation({ ...pin, notes }, plain)).toContain(`\n${notes.join("\n\n")}\n\nSee hadolint`);
});
