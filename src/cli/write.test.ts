import { chmodSync, chownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { scene } from "./testing/scene.js";
import { ChangedError, replaceText } from "./write.js";

const isRoot = process.getuid?.() === 0;

test("replaces the text and keeps the mode", () => {
  using place = scene({ Dockerfile: "old" });
  chmodSync(place.path("Dockerfile"), 0o751);
  replaceText(place.path("Dockerfile"), "old", "\ufeffnew\r\n");
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe("\ufeffnew\r\n");
  expect(statSync(place.path("Dockerfile")).mode & 0o7777).toBe(0o751);
  expect(readdirSync(place.directory)).toEqual(["Dockerfile"]);
});

test("refuses a file that changed meanwhile, and leaves nothing behind", () => {
  using place = scene({ Dockerfile: "other" });
  expect(() => {
    replaceText(place.path("Dockerfile"), "old", "new");
  }).toThrow(ChangedError);
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe("other");
  expect(readdirSync(place.directory)).toEqual(["Dockerfile"]);
});

test("does not bring back a file that is gone", () => {
  using place = scene({});
  expect(() => {
    replaceText(place.path("Dockerfile"), "old", "new");
  }).toThrow("ENOENT");
  expect(readdirSync(place.directory)).toEqual([]);
});

test("writes next to a name of the greatest length", () => {
  const name = `Dockerfile.${"x".repeat(255 - "Dockerfile.".length)}`;
  using place = scene({ [name]: "old" });
  replaceText(place.path(name), "old", "new");
  expect(readFileSync(place.path(name), "utf8")).toBe("new");
});

(isRoot ? test.skip : test)("refuses a file and a directory that must not be written", () => {
  using place = scene({ "a/Dockerfile": "old" });
  chmodSync(place.path("a/Dockerfile"), 0o444);
  expect(() => {
    replaceText(place.path("a/Dockerfile"), "old", "new");
  }).toThrow("EACCES");
  chmodSync(place.path("a/Dockerfile"), 0o644);
  chmodSync(place.path("a"), 0o555);
  expect(() => {
    replaceText(place.path("a/Dockerfile"), "old", "new");
  }).toThrow("EACCES");
  chmodSync(place.path("a"), 0o755);
  expect(readdirSync(place.path("a"))).toEqual(["Dockerfile"]);
});

(isRoot ? test : test.skip)("keeps the owner when it may", () => {
  using place = scene({ Dockerfile: "old" });
  chownSync(place.path("Dockerfile"), 1234, 1234);
  replaceText(place.path("Dockerfile"), "old", "new");
  expect(statSync(place.path("Dockerfile"))).toMatchObject({ uid: 1234, gid: 1234 });
});
