import { expect, test } from "@jest/globals";
import { ansi, plain } from "../report/paint.js";
import { paintFor } from "./io.js";

test.each([
  ["a terminal", true, {}, ansi],
  ["a pipe", false, {}, plain],
  ["a dumb terminal", true, { TERM: "dumb" }, plain],
  ["NO_COLOR", true, { NO_COLOR: "1" }, plain],
  ["an empty NO_COLOR", true, { NO_COLOR: "" }, ansi],
  ["FORCE_COLOR in a pipe", false, { FORCE_COLOR: "1" }, ansi],
  ["FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, plain],
  ["both", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, plain],
])("colours: %s", (_, isTerminal, env, expected) => {
  expect(paintFor({ isTerminal }, env)).toBe(expected);
});
