import { expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { endedImages } from "./ended-images.js";
import { Facts } from "./facts.js";

/** The image that each piece of advice is about. */
const named = (text: string) =>
  [...endedImages(new Facts(parse(text), "harden"))].map(({ message }) => /^`(.*?)`/.exec(message)![1]);

test("a FROM is told each time", () => {
  expect(named("FROM node:16 AS a\nFROM a\nFROM node:16-alpine\n")).toEqual(["node:16", "node:16-alpine"]);
});

test("what is copied or mounted out of an image is told once", () => {
  const copy = "COPY --from=node:16 /a /b\n";
  expect(named(`FROM debian:13.6\n${copy}${copy}RUN --mount=from=node:16.1,target=/n true\n`)).toEqual(["node:16"]);
});

test("what is copied is not told when a FROM says the same", () => {
  expect(named("FROM debian:13.6\nCOPY --from=node:16 /a /b\nFROM node:16.20\n")).toEqual(["node:16.20"]);
  expect(named("FROM node:16 AS a\nFROM debian:13.6\nCOPY --from=a /a /b\nCOPY --from=python:3.8 /a /b\n")).toEqual([
    "node:16",
    "python:3.8",
  ]);
});
