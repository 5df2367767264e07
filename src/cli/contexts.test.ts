import { symlinkSync } from "node:fs";
import { expect, test } from "@jest/globals";
import type { Context } from "../project/context.js";
import { Contexts } from "./contexts.js";
import { scene } from "./testing/scene.js";

/** What a file says in a folder and in those above. */
function readUp(path: string, from: Context): readonly (string | undefined)[] {
  const texts = [];
  for (let context: Context | undefined = from; context !== undefined; context = context.parent)
    texts.push(context.read(path));
  return texts;
}

test("knows the folders above, up to the root of the repository", () => {
  using place = scene({ x: "outside", "repo/x": "root", "repo/.git/HEAD": "", "repo/a/b/x": "own" });
  expect(readUp("x", new Contexts().of(place.path("repo/a/b")))).toEqual(["own", undefined, "root"]);
});

test("knows nothing above outside of a repository, and above the root of one inside another", () => {
  using place = scene({
    x: "outside",
    "a/x": "own",
    "repo/.git/HEAD": "",
    "repo/x": "root",
    "repo/sub/.git": "gitdir: y",
  });
  const contexts = new Contexts();
  expect(readUp("x", contexts.of(place.path("a")))).toEqual(["own"]);
  expect(readUp("x", contexts.of(place.path("repo")))).toEqual(["root"]);
  expect(readUp("x", contexts.of(place.path("repo/sub")))).toEqual([undefined]);
});

test("reads nothing outside of a repository through links", () => {
  using place = scene({ x: "outside", "repo/.git/HEAD": "", "repo/a/y": "" });
  symlinkSync("../x", place.path("repo/x"));
  expect(readUp("x", new Contexts().of(place.path("repo/a")))).toEqual([undefined, undefined]);
});

test("neighbours share what is above them", () => {
  using place = scene({ "repo/.git/HEAD": "", "repo/a/x": "", "repo/b/c/x": "" });
  const contexts = new Contexts();
  const above = contexts.of(place.path("repo/a")).parent;
  expect(above).toBeDefined();
  expect(contexts.of(place.path("repo/b/c")).parent?.parent).toBe(above);
});
