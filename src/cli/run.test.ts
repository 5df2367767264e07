import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { fakeCore } from "./testing/fake-core.js";
import { scene, type Scene } from "./testing/scene.js";

const hasGit = spawnSync("git", ["--version"]).status === 0;
const OLD = "FROM node:latest\nRUN cd /x\n";
const NEW = "FROM node:26\nRUN cd /x\n";

const contentOf = (place: Scene, name: string): string => readFileSync(place.path(name), "utf8");

test("prints a diff on stdout and the summary on stderr", async () => {
  using place = scene({ Dockerfile: OLD });
  const { code, stdout, stderr } = await place.run([]);
  expect(code).toBe(0);
  expect(stdout).toBe(`diff --git a/Dockerfile b/Dockerfile
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,2 +1,2 @@
-FROM node:latest
+FROM node:26
 RUN cd /x
`);
  expect(stderr).toContain("stage 0: base node:latest → node:26\n");
  expect(stderr).toContain("because official-images.json: `latest` is `26`\n");
  expect(stderr).toContain("merge-runs: `cd` changes the directory of what follows\n     Dockerfile:2\n");
  expect(stderr).toContain("To do\n  Build the image once and run its tests (Dockerfile)\n");
  expect(contentOf(place, "Dockerfile")).toBe(OLD);
});

(hasGit ? describe : describe.skip)("git applies the diff", () => {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };

  test.each([
    ["in a repository", true, "."],
    ["below the root of a repository", true, "deep/er"],
    ["outside of a repository", false, "."],
  ])("%s", async (_, isRepository, below) => {
    using place = scene({ "deep/er/a b/Dockerfile": OLD, "deep/er/deep/er/Dockerfile": OLD });
    if (isRepository) spawnSync("git", ["init", "-q"], { cwd: place.directory, env });
    const { stdout } = await place.run([], { below });
    spawnSync("git", ["apply", "-"], { cwd: place.path(below), env, input: stdout });
    expect(contentOf(place, "deep/er/a b/Dockerfile")).toBe(NEW);
    expect(contentOf(place, "deep/er/deep/er/Dockerfile")).toBe(NEW);
  });
});

test("a build context knows the folders above it in its repository", async () => {
  using place = scene({ "a/Dockerfile": OLD, ".git/HEAD": "", ".tag": "node:22" });
  const shift: typeof fakeCore.shift = (source, { context, ...options } = {}) =>
    fakeCore.shift(source, { ...options, ...(context?.parent && { context: context.parent }) });
  const { stdout } = await place.run(["a"], { core: { ...fakeCore, shift } });
  expect(stdout).toContain("\n+FROM node:22\n");
});

test("says when a diff cannot be applied from here", async () => {
  using place = scene({ "a/x": "", "b/Dockerfile": OLD });
  const { stderr } = await place.run(["../b"], { below: "a" });
  expect(stderr).toContain(`${place.path("b/Dockerfile")} lies outside of ${place.path("a")}: apply its diff with`);
});

test("--check tells by the exit code", async () => {
  using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": NEW });
  expect((await place.run(["--check"])).code).toBe(1);
  expect((await place.run(["--check", "b"])).code).toBe(0);
  expect((await place.run(["--check", "a", "gone"])).code).toBe(2);
});

describe("--write", () => {
  test("writes, and prints the summary", async () => {
    using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": NEW });
    const { code, stdout, stderr } = await place.run(["--write"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("1 of 2 files changed, 1 fix\n");
    expect(contentOf(place, "a/Dockerfile")).toBe(NEW);
    expect(readdirSync(place.path("a"))).toEqual(["Dockerfile"]);
  });

  test("writes through a symbolic link", async () => {
    using place = scene({ "real.txt": OLD });
    symlinkSync("real.txt", place.path("Dockerfile"));
    expect((await place.run(["--write", "Dockerfile"])).stdout).toContain("real.txt\n");
    expect(contentOf(place, "real.txt")).toBe(NEW);
    expect(readlinkSync(place.path("Dockerfile"))).toBe("real.txt");
  });

  test("refuses a file that changed since it was read, and writes the others", async () => {
    using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": OLD });
    const core: typeof fakeCore = {
      ...fakeCore,
      shift: (source, options) => {
        if (options?.path === "a/Dockerfile") writeFileSync(place.path("a/Dockerfile"), "FROM other\n");
        return fakeCore.shift(source, options);
      },
    };
    const { code, stderr, stdout } = await place.run(["--write"], { core });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "a/Dockerfile: not written: changed while dockshift worked on it; left as it is, run dockshift again\n",
    );
    expect(stdout).toContain("1 of 2 files changed, 1 fix, 1 with errors\n");
    expect(contentOf(place, "a/Dockerfile")).toBe("FROM other\n");
    expect(contentOf(place, "b/Dockerfile")).toBe(NEW);
  });
});

describe("bad input", () => {
  test("is shown with its place, and the other files go on", async () => {
    using place = scene({ "a/Dockerfile": "# x\nFORM node\n", "b/Dockerfile": OLD });
    const { code, stdout, stderr } = await place.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain("a/Dockerfile:2:1: unknown instruction `FORM`\n  FORM node\n  ^\n");
    expect(stdout).toContain("+FROM node:26\n");
  });

  test("a template is only reported", async () => {
    using place = scene({ Dockerfile: "{{ x }}\n" });
    const { code, stderr } = await place.run([]);
    expect(code).toBe(0);
    expect(stderr).toContain("Left alone\n  a template\n     Dockerfile:1\n");
  });

  test("bytes that are no text", async () => {
    using place = scene({ "a/Dockerfile": "FROM a\n\0", "b/Dockerfile": Buffer.from("# caf\xe9", "latin1") });
    const { code, stderr } = await place.run(["--write"]);
    expect(code).toBe(2);
    expect(stderr).toContain("a/Dockerfile:2:1: binary file: it holds a NUL byte\n");
    expect((await place.run(["b"])).code).toBe(0);
  });

  test("a failure of dockshift itself concerns one file", async () => {
    using place = scene({ "a/Dockerfile": "BOOM\n", "b/Dockerfile": OLD });
    const { code, stdout, stderr } = await place.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "a/Dockerfile: dockshift failed on this file, please report it together with the file: boom\n",
    );
    expect(stdout).toContain("+FROM node:26\n");
  });

  test("a failure of everything is a bug, not a finding of --check", async () => {
    using place = scene({ Dockerfile: OLD });
    const core = { ...fakeCore, catalogue: undefined as never };
    expect(await place.run(["list"], { core })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("dockshift: this is a bug, please report it\nTypeError: "),
    });
  });

  test("a path that is not there", async () => {
    using place = scene({});
    expect(await place.run(["gone"])).toMatchObject({ code: 2, stderr: expect.stringContaining("gone: no such file") });
  });

  test("no Dockerfile at all is no error", async () => {
    using place = scene({ "README.md": "" });
    const { code, stdout, stderr } = await place.run([]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("No Dockerfile found");
  });
});

describe("--format", () => {
  test("summary goes to stdout", async () => {
    using place = scene({ Dockerfile: OLD });
    const { stdout, stderr } = await place.run(["--format", "summary"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^Dockerfile\n[^]*1 of 1 file would change, 1 fix\n$/);
  });

  test("json is one document", async () => {
    using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": "FORM\n" });
    const { code, stdout } = await place.run(["--format", "json", "a", "b", "gone"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      written: false,
      files: [
        {
          path: "a/Dockerfile",
          changed: true,
          after: NEW,
          diff: expect.stringContaining("diff --git a/a/Dockerfile"),
          applied: [{ transform: "pin-base-image", line: 1 }],
          skipped: [{ by: "transform" }],
          plan: [{ what: "base" }],
        },
        { path: "b/Dockerfile", changed: false, errors: [{ line: 1, kind: "syntax" }] },
      ],
      failures: [{ path: "gone", message: "no such file or directory" }],
    });
  });
});

describe("--stdin-filepath", () => {
  test("prints the diff under that name", async () => {
    using place = scene({});
    const { code, stdout } = await place.run(["--stdin-filepath", "x/Dockerfile"], { stdin: OLD });
    expect(code).toBe(0);
    expect(stdout).toContain("--- a/x/Dockerfile\n");
  });

  test("with --write prints the text, changed or not", async () => {
    using place = scene({ Dockerfile: "untouched" });
    const argv = ["--stdin-filepath", "Dockerfile", "--write"];
    expect((await place.run(argv, { stdin: OLD })).stdout).toBe(NEW);
    expect((await place.run(argv, { stdin: NEW })).stdout).toBe(NEW);
    expect(await place.run(argv, { stdin: "FORM\n" })).toMatchObject({ code: 2, stdout: "FORM\n" });
    expect(contentOf(place, "Dockerfile")).toBe("untouched");
  });

  test("refuses bytes that are no text", async () => {
    using place = scene({});
    expect(await place.run(["--stdin-filepath", "D"], { stdin: new Uint8Array([0]) })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("D:1:1: binary file"),
    });
  });
});

test("the build context is the file's directory, or --context", async () => {
  using place = scene({ "a/Dockerfile": OLD, "a/.tag": "node:1\n", ".tag": "node:2\n" });
  expect((await place.run([])).stdout).toContain("+FROM node:1\n");
  expect((await place.run(["--context", "."])).stdout).toContain("+FROM node:2\n");
  expect(await place.run(["--context", "gone"])).toMatchObject({
    code: 2,
    stderr: "dockshift: --context gone is not a directory\n",
  });
});

test("--only and --skip choose transforms by name", async () => {
  using place = scene({ Dockerfile: OLD });
  expect((await place.run(["--only", "merge-runs"])).stdout).toBe("");
  expect((await place.run(["--skip", "pin-base-image"])).stdout).toBe("");
  expect((await place.run(["--only", "pin-base-image,merge-runs"])).stdout).not.toBe("");
  expect(await place.run(["--only", "merge-run"])).toEqual({
    code: 2,
    stdout: "",
    stderr: 'dockshift: unknown transform "merge-run"; did you mean merge-runs?\n',
  });
  expect(await place.run(["--skip", "xyz"])).toMatchObject({
    stderr: 'dockshift: unknown transform "xyz"; see dockshift list\n',
  });
  expect((await place.run(["--only", "merge-runs", "--skip", "merge-runs"])).code).toBe(2);
});

test("colours on a terminal only", async () => {
  using place = scene({ Dockerfile: OLD });
  expect((await place.run([], { terminal: true })).stdout).toContain("\x1b[32m+FROM node:26\x1b[39m\n");
  expect((await place.run([], { terminal: true, env: { NO_COLOR: "1" } })).stdout).not.toContain("\x1b");
});

test("lists and explains transforms", async () => {
  using place = scene({});
  mkdirSync(place.path("list"));
  expect((await place.run(["list"])).stdout).toContain("pin-base-image  harden  Pin the base image to an exact tag\n");
  expect((await place.run(["explain", "pin-base-image"])).stdout).toContain("  -FROM node:latest\n  +FROM node:26\n");
  expect(await place.run(["explain", "pin"])).toMatchObject({ code: 2, stdout: "" });
});

test("answers help and usage errors without the library", async () => {
  using place = scene({});
  const core = new Proxy(fakeCore, {
    get: (target, key) => {
      if (key === "then") return undefined;
      throw new Error(`${String(key)} of ${typeof target} was asked for`);
    },
  });
  expect((await place.run(["--help"], { core })).stdout).toContain("dockshift [paths…]");
  expect(await place.run(["--wirte"], { core })).toMatchObject({ code: 2, stdout: "" });
});
