import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { DirectoryContext } from "./directory.js";

let directory: string;
let context: DirectoryContext;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "dockshift-")));
  mkdirSync(join(directory, "root/sub"), { recursive: true });
  writeFileSync(join(directory, "root/package.json"), "\ufeff{}");
  writeFileSync(join(directory, "root/sub/a.txt"), "a");
  writeFileSync(join(directory, "secret"), "secret");
  context = new DirectoryContext(join(directory, "root"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test("reads files below its directory, without byte order mark", () => {
  expect(context.read("package.json")).toBe("{}");
  expect(context.read("sub/a.txt")).toBe("a");
  expect(context.read("./sub/../sub/a.txt")).toBe("a");
});

test("reads each file once", () => {
  expect(context.read("sub/a.txt")).toBe("a");
  writeFileSync(join(directory, "root/sub/a.txt"), "b");
  expect(context.read("sub/a.txt")).toBe("a");
});

test("a text that is laid over a file counts, also through a link and after the file was read", () => {
  symlinkSync("sub/a.txt", join(directory, "root/inside"));
  const overlay = new Map<string, string>();
  const covered = new DirectoryContext(join(directory, "root"), undefined, overlay);
  expect(covered.read("inside")).toBe("a");
  overlay.set(join(directory, "root/sub/a.txt"), "\ufeffb");
  expect(covered.read("inside")).toBe("b");
  expect(covered.read("sub/a.txt")).toBe("b");
  overlay.set(join(directory, "secret"), "c");
  expect(covered.read("../secret")).toBeUndefined();
});

test("follows symbolic links that stay inside, the directory's own too", () => {
  symlinkSync("sub/a.txt", join(directory, "root/inside"));
  symlinkSync("root", join(directory, "link"));
  expect(context.read("inside")).toBe("a");
  expect(new DirectoryContext(join(directory, "link")).read("sub/a.txt")).toBe("a");
});

test("never leaves its directory", () => {
  symlinkSync("../secret", join(directory, "root/out"));
  symlinkSync("..", join(directory, "root/up"));
  for (const path of [
    "../secret",
    "sub/../../secret",
    "out",
    "up/secret",
    join(directory, "secret"),
    "",
    ".",
    "a\0b",
  ]) {
    expect(context.read(path)).toBeUndefined();
  }
});

test("gives nothing for what is missing, no file, binary, too large or not UTF-8", () => {
  writeFileSync(join(directory, "root/binary"), "a\0b");
  writeFileSync(join(directory, "root/latin1"), Buffer.from("caf\xe9", "latin1"));
  writeFileSync(join(directory, "root/largest"), "x".repeat(2 ** 20));
  writeFileSync(join(directory, "root/large"), "x".repeat(2 ** 20 + 1));
  expect(context.read("largest")).toHaveLength(2 ** 20);
  for (const path of ["gone", "sub", "binary", "latin1", "large", "package.json/x"]) {
    expect(context.read(path)).toBeUndefined();
  }
  expect(new DirectoryContext(join(directory, "gone")).read("a")).toBeUndefined();
});

describe("lists", () => {
  test("what a directory holds, sorted, without following links", () => {
    symlinkSync("sub", join(directory, "root/link"));
    mkdirSync(join(directory, "root/empty"));
    expect(context.list(".")).toEqual(["empty/", "link", "package.json", "sub/"]);
    expect(context.list("sub")).toEqual(["a.txt"]);
    expect(context.list("sub/..")).toEqual(context.list("."));
    expect(context.list("empty")).toEqual([]);
  });

  test("nothing outside, nothing that is no directory and none that is too large", () => {
    symlinkSync("..", join(directory, "root/up"));
    mkdirSync(join(directory, "root/many"));
    for (let index = 0; index < 1000; index++) writeFileSync(join(directory, `root/many/${index}`), "");
    expect(context.list("many")).toHaveLength(1000);
    writeFileSync(join(directory, "root/many/more"), "");
    for (const path of ["", "..", "up", "sub/../..", directory, "gone", "package.json", "a\0b"])
      expect(context.list(path)).toBeUndefined();
    expect(new DirectoryContext(join(directory, "root")).list("many")).toBeUndefined();
    expect(new DirectoryContext(join(directory, "gone")).list(".")).toBeUndefined();
  });

  test("each directory once", () => {
    expect(context.list("sub")).toEqual(["a.txt"]);
    writeFileSync(join(directory, "root/sub/b.txt"), "");
    expect(context.list("sub")).toEqual(["a.txt"]);
  });
});

(spawnSync("mkfifo", ["--version"]).status === 0 ? test : test.skip)("does not wait for a named pipe", () => {
  spawnSync("mkfifo", [join(directory, "root/pipe")]);
  expect(context.read("pipe")).toBeUndefined();
});

describe("the list of files", () => {
  test("is sorted, with slashes, and without folders that others fill", () => {
    for (const folder of [".git", "node_modules/x", "vendor", "sub/.venv", "sub/dist", "z/y"]) {
      mkdirSync(join(directory, "root", folder), { recursive: true });
      writeFileSync(join(directory, "root", folder, "file"), "");
    }
    expect(context.files()).toEqual(["package.json", "sub/a.txt", "z/y/file"]);
  });

  test("does not follow symbolic links", () => {
    symlinkSync("..", join(directory, "root/sub/loop"));
    symlinkSync("../secret", join(directory, "root/secret"));
    expect(context.files()).toEqual(["package.json", "sub/a.txt"]);
  });

  test("is empty for a directory that is not there, and none for one that is too deep", () => {
    expect(new DirectoryContext(join(directory, "missing")).files()).toEqual([]);
    mkdirSync(join(directory, "root", "d/".repeat(14)), { recursive: true });
    expect(context.files()).toBeUndefined();
  });

  test("is read once", () => {
    expect(context.files()).toHaveLength(2);
    writeFileSync(join(directory, "root/b"), "");
    expect(context.files()).toHaveLength(2);
  });
});
