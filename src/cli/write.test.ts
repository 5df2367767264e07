import { chmodSync, chownSync, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { scene, type Scene } from "./testing/scene.js";
import { ChangedError, ReplaceError, replaceTexts } from "./write.js";

const replaceOne = (file: string, before: string, after: string): void => {
  try {
    replaceTexts([{ file, before, after }]);
  } catch (error) {
    throw error instanceof ReplaceError ? error.cause : error;
  }
};
const isRoot = process.getuid?.() === 0;

test("replaces the text and keeps the mode", () => {
  using place = scene({ Dockerfile: "old" });
  chmodSync(place.path("Dockerfile"), 0o751);
  replaceOne(place.path("Dockerfile"), "old", "\ufeffnew\r\n");
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe("\ufeffnew\r\n");
  expect(statSync(place.path("Dockerfile")).mode & 0o7777).toBe(0o751);
  expect(readdirSync(place.directory)).toEqual(["Dockerfile"]);
});

test("refuses a file that changed meanwhile, and leaves nothing behind", () => {
  using place = scene({ Dockerfile: "other" });
  expect(() => {
    replaceOne(place.path("Dockerfile"), "old", "new");
  }).toThrow(ChangedError);
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe("other");
  expect(readdirSync(place.directory)).toEqual(["Dockerfile"]);
});

test("does not bring back a file that is gone", () => {
  using place = scene({});
  expect(() => {
    replaceOne(place.path("Dockerfile"), "old", "new");
  }).toThrow("ENOENT");
  expect(readdirSync(place.directory)).toEqual([]);
});

test("writes next to a name of the greatest length", () => {
  const name = `Dockerfile.${"x".repeat(255 - "Dockerfile.".length)}`;
  using place = scene({ [name]: "old" });
  replaceOne(place.path(name), "old", "new");
  expect(readFileSync(place.path(name), "utf8")).toBe("new");
});

(isRoot ? test.skip : test)("refuses a file and a directory that must not be written", () => {
  using place = scene({ "a/Dockerfile": "old" });
  chmodSync(place.path("a/Dockerfile"), 0o444);
  expect(() => {
    replaceOne(place.path("a/Dockerfile"), "old", "new");
  }).toThrow("EACCES");
  chmodSync(place.path("a/Dockerfile"), 0o644);
  chmodSync(place.path("a"), 0o555);
  expect(() => {
    replaceOne(place.path("a/Dockerfile"), "old", "new");
  }).toThrow("EACCES");
  chmodSync(place.path("a"), 0o755);
  expect(readdirSync(place.path("a"))).toEqual(["Dockerfile"]);
});

(isRoot ? test : test.skip)("keeps the owner when it may", () => {
  using place = scene({ Dockerfile: "old" });
  chownSync(place.path("Dockerfile"), 1234, 1234);
  replaceOne(place.path("Dockerfile"), "old", "new");
  expect(statSync(place.path("Dockerfile"))).toMatchObject({ uid: 1234, gid: 1234 });
});

describe("files that belong together", () => {
  const three = (place: Scene) =>
    ["a/Dockerfile", "compose.yaml", "Makefile"].map((name) => ({
      file: place.path(name),
      before: "old",
      after: "new",
    }));
  const textsOf = (place: Scene) => three(place).map(({ file }) => readFileSync(file, "utf8"));

  test("are replaced", () => {
    using place = scene({ "a/Dockerfile": "old", "compose.yaml": "old", Makefile: "old" });
    chmodSync(place.path("Makefile"), 0o600);
    replaceTexts(three(place));
    expect(textsOf(place)).toEqual(["new", "new", "new"]);
    expect(statSync(place.path("Makefile")).mode & 0o7777).toBe(0o600);
    expect(readdirSync(place.directory).sort()).toEqual(["Makefile", "a", "compose.yaml"]);
  });

  test("all stay when one has changed", () => {
    using place = scene({ "a/Dockerfile": "old", "compose.yaml": "old", Makefile: "mine" });
    expect(() => {
      replaceTexts(three(place));
    }).toThrow(
      expect.objectContaining({ file: place.path("Makefile"), cause: expect.any(ChangedError), replaced: [] }),
    );
    expect(textsOf(place)).toEqual(["old", "old", "mine"]);
    expect(readdirSync(place.directory).sort()).toEqual(["Makefile", "a", "compose.yaml"]);
  });

  test("a failure between them says which have their new text", () => {
    using place = scene({ "a/Dockerfile": "old", "compose.yaml": "old", Makefile: "old" });
    const rename: typeof renameSync = (from, to) => {
      if (to === place.path("compose.yaml")) throw Object.assign(new Error(), { code: "EBUSY" });
      renameSync(from, to);
    };
    expect(() => {
      replaceTexts(three(place), rename);
    }).toThrow(
      expect.objectContaining({
        file: place.path("compose.yaml"),
        message: "busy",
        replaced: [place.path("a/Dockerfile")],
      }),
    );
    expect(textsOf(place)).toEqual(["new", "old", "old"]);
    expect(readdirSync(place.directory).sort()).toEqual(["Makefile", "a", "compose.yaml"]);
  });
});
