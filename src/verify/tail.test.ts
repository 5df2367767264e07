import { expect, test } from "@jest/globals";
import { Tail } from "./tail.js";

test("gathers lines however they come, without colours", () => {
  const seen: string[] = [];
  const tail = new Tail((line) => seen.push(line));
  for (const part of ["on", "e\r\ntw", "o\n\n\x1b[91mthree\x1b[0m\rfo", "ur"]) tail.add(part);
  expect(tail.lines()).toEqual(["one", "two", "three", "four"]);
  expect(seen).toEqual(["one", "two", "three"]);
});

test("keeps the end alone", () => {
  const tail = new Tail();
  for (let line = 1; line <= 1000; line++) tail.add(`${line}\n`);
  tail.add("x".repeat(1_000_000));
  expect(tail.lines().at(-2)).toBe("1000");
  expect(tail.lines().length).toBeLessThanOrEqual(201);
  expect(tail.lines().at(-1)!.length).toBeLessThanOrEqual(2000);
});
