import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { relative } from "node:path";
import { expect, test } from "@jest/globals";
import { findFiles, type Found } from "./find.js";
import { scene, type Scene } from "./testing/scene.js";

const hasGit = spawnSync("git", ["--version"]).status === 0;

async function find(place: Scene, paths: readonly string[] = [], below = "."): Promise<Found & { names: string[] }> {
  const found = await findFiles(paths, place.path(below));
  return { ...found, names: found.files.map((file) => relative(place.directory, file)) };
}

test("searches the working directory, sorted, dot directories included", async () => {
  using place = scene({
    "b/Dockerfile": "",
    Dockerfile: "",
    "a/x.dockerfile": "",
    ".devcontainer/Dockerfile": "",
    "a/y.txt": "",
  });
  expect((await find(place)).names).toEqual([
    ".devcontainer/Dockerfile",
    "Dockerfile",
    "a/x.dockerfile",
    "b/Dockerfile",
  ]);
});

test("passes over other people's files", async () => {
  using place = scene({
    "node_modules/a/Dockerfile": "",
    ".git/Dockerfile": "",
    "vendor/Dockerfile": "",
    "x/.venv/Dockerfile": "",
  });
  expect((await find(place)).names).toEqual([]);
});

test("takes what is named, whatever its name, once", async () => {
  using place = scene({ "node_modules/Dockerfile": "", "a.txt": "", ".gitignore": "*.txt\n" });
  expect((await find(place, ["a.txt", "node_modules", "./a.txt", place.path("a.txt")])).names).toEqual([
    "a.txt",
    "node_modules/Dockerfile",
  ]);
});

test("expands a pattern that the shell left alone", async () => {
  using place = scene({
    "a/Dockerfile": "",
    "b/Dockerfile": "",
    "node_modules/x/Dockerfile": "",
    "[x]/Dockerfile": "",
  });
  expect((await find(place, ["**/Dockerfile"])).names).toEqual(["[x]/Dockerfile", "a/Dockerfile", "b/Dockerfile"]);
  expect((await find(place, ["[x]/Dockerfile"])).names).toEqual(["[x]/Dockerfile"]);
});

test("says what cannot be found, and goes on", async () => {
  using place = scene({ Dockerfile: "" });
  const { names, failures } = await find(place, ["gone", "*.gone", "Dockerfile", "Dockerfile/x"]);
  expect(names).toEqual(["Dockerfile"]);
  expect(failures).toEqual([
    { path: "gone", message: "no such file or directory" },
    { path: "*.gone", message: "no such file or directory" },
    { path: "Dockerfile/x", message: "a part of the path is not a directory" },
  ]);
});

test("a symbolic link stands for its target, and is not followed out", async () => {
  using place = scene({ "out/Dockerfile": "", "in/real.txt": "", "in/sub/Dockerfile": "" });
  symlinkSync("real.txt", place.path("in/Dockerfile"));
  symlinkSync("Dockerfile", place.path("in/sub/Dockerfile.dev"));
  symlinkSync("../out/Dockerfile", place.path("in/Dockerfile.out"));
  symlinkSync("../out", place.path("in/out"));
  symlinkSync("..", place.path("in/sub/up"));
  symlinkSync("gone", place.path("in/Dockerfile.gone"));
  expect((await find(place, ["in"])).names).toEqual(["in/real.txt", "in/sub/Dockerfile"]);
  expect((await find(place, ["in/Dockerfile.out", "in/out"])).names).toEqual(["out/Dockerfile"]);
});

const IGNORED = {
  ".gitignore": "/build/\n*.dev\n!keep/Dockerfile.dev\n# note\n/a/b\ngenerated\n",
  ".git/HEAD": "ref: refs/heads/main\n",
  ".git/info/exclude": "excluded/\n",
  Dockerfile: "",
  "Dockerfile.dev": "",
  "keep/Dockerfile.dev": "",
  "build/Dockerfile": "",
  "x/build/Dockerfile": "",
  "a/b/Dockerfile": "",
  "a/c/Dockerfile": "",
  "excluded/Dockerfile": "",
  "x/.gitignore": "!generated\n/Dockerfile\n!*.dev\n[z-a]\n\\\n",
  "x/Dockerfile": "",
  "x/y/Dockerfile": "",
  "x/y/Dockerfile.dev": "",
  "x/generated/Dockerfile": "",
  "generated/Dockerfile": "",
};

test("respects .gitignore files as they nest", async () => {
  using place = scene(IGNORED);
  expect((await find(place)).names).toEqual([
    "Dockerfile",
    "a/c/Dockerfile",
    "keep/Dockerfile.dev",
    "x/build/Dockerfile",
    "x/generated/Dockerfile",
    "x/y/Dockerfile",
    "x/y/Dockerfile.dev",
  ]);
});

(hasGit ? test : test.skip)("agrees with git about what is ignored", async () => {
  using place = scene(IGNORED);
  mkdirSync(place.path(".git/refs"));
  mkdirSync(place.path(".git/objects"));
  const options = ["ls-files", "--others", "--exclude-standard", "-z"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const { stdout } = spawnSync("git", options, { cwd: place.directory, env, encoding: "utf8" });
  const expected = stdout.split("\0").filter((name) => name.includes("Dockerfile"));
  expect((await find(place)).names).toEqual(expected.sort());
});

test("rules from above the working directory hold, unless it is ignored itself", async () => {
  using place = scene(IGNORED);
  expect((await find(place, [], "a")).names).toEqual(["a/c/Dockerfile"]);
  expect((await find(place, ["build", "x"])).names).toEqual([
    "build/Dockerfile",
    "x/build/Dockerfile",
    "x/generated/Dockerfile",
    "x/y/Dockerfile",
    "x/y/Dockerfile.dev",
  ]);
});
