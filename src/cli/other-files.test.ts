import { spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { outcomeOf } from "../engine/outcome.js";
import type { ShiftOptions } from "../engine/types.js";
import { catalogue, shiftCompose } from "../index.js";
import type { Core } from "./core.js";
import { fakeCore } from "./testing/fake-core.js";
import { scene, type Scene } from "./testing/scene.js";

const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const COMPOSE = "services:\n  a:\n    args: [TOKEN_A]\n  b:\n    args: [TOKEN_B]\n    image: nginx\n";

/** Moves `ARG TOKEN_X` out of a Dockerfile, and out of the compose file in the folder that `up` leads to. */
function moving(up: string): Core["shift"] {
  return (source: string, { path = "", context, pathInContext = "" }: ShiftOptions = {}) => {
    const name = /^ARG (TOKEN_\w)\n/m.exec(source)?.[1];
    if (name === undefined) return outcomeOf(path, source);
    const folder = dirname(pathInContext) === "." ? up : "";
    const above = folder === "" ? context : context?.parent;
    const file = `${folder}compose.yaml`;
    const before = above?.read("compose.yaml") ?? "";
    const after = before.replace(`args: [${name}]`, `secrets: [${name.toLowerCase()}]`);
    return outcomeOf(path, source, {
      after: source.replace(`ARG ${name}\n`, ""),
      files: [{ path: file, before, after }],
      todos: [{ path: `${folder}deploy.sh`, line: 7, message: `Give the build the secret of \`${name}\`` }],
    });
  };
}

const shift = moving("../");
const core: Core = { ...fakeCore, shift };
const both: Core = { catalogue, shift, shiftCompose };
const FILES = {
  ".git/HEAD": "",
  "compose.yaml": COMPOSE,
  "deploy.sh": "",
  "a/Dockerfile": "FROM a\nARG TOKEN_A\n",
  "b/Dockerfile": "FROM b\nARG TOKEN_B\n",
  "c/Dockerfile": "FROM c\n",
};
const MOVED = COMPOSE.replace("args: [TOKEN_A]", "secrets: [token_a]").replace("args: [TOKEN_B]", "secrets: [token_b]");

const contentOf = (place: Scene, name: string): string => readFileSync(place.path(name), "utf8");

/** Applies a diff in a repository. */
function gitApply(place: Scene, diff: string): void {
  spawnSync("git", ["init", "-q"], { cwd: place.directory, env });
  const { stderr } = spawnSync("git", ["apply", "-"], { cwd: place.directory, env, input: diff });
  expect(stderr.toString()).toBe("");
}

describe("a diff", () => {
  test("of two Dockerfiles that change one file can be applied", async () => {
    using place = scene(FILES);
    const { stdout } = await place.run([], { core });
    expect(stdout.match(/^diff --git .*$/gm)).toEqual([
      "diff --git a/a/Dockerfile b/a/Dockerfile",
      "diff --git a/compose.yaml b/compose.yaml",
      "diff --git a/b/Dockerfile b/b/Dockerfile",
      "diff --git a/compose.yaml b/compose.yaml",
    ]);
    expect(contentOf(place, "compose.yaml")).toBe(COMPOSE);
    gitApply(place, stdout);
    expect(contentOf(place, "compose.yaml")).toBe(MOVED);
    expect(contentOf(place, "b/Dockerfile")).toBe("FROM b\n");
  });

  test("names files from the root when it is made below it, and from --context", async () => {
    using place = scene(FILES);
    expect((await place.run([], { core, below: "a" })).stdout).toContain("\n--- a/compose.yaml\n");
    expect((await place.run(["a", "--context", "."], { core })).stdout).toContain("\n--- a/compose.yaml\n");
  });

  test("keeps a byte order mark and CRLF", async () => {
    using place = scene({ ...FILES, "compose.yaml": `\ufeff${COMPOSE.replaceAll("\n", "\r\n")}` });
    gitApply(place, (await place.run([], { core })).stdout);
    expect(contentOf(place, "compose.yaml")).toBe(`\ufeff${MOVED.replaceAll("\n", "\r\n")}`);
  });

  test("and a pinned compose file fit together", async () => {
    using place = scene(FILES);
    const { stdout, stderr } = await place.run(["--also", "compose"], { core: both });
    expect(stderr).toContain("\n3 of 4 files would change, 1 fix\n");
    gitApply(place, stdout);
    expect(contentOf(place, "compose.yaml").replace(/nginx:\S+/, "nginx")).toBe(MOVED);
    expect(contentOf(place, "compose.yaml")).toMatch(/image: nginx:\d/);
    expect((await place.run(["--also", "compose"], { core: both })).stdout).toBe("");
  });
});

test("the Dockerfile that comes behind the compose file sees it pinned", async () => {
  using place = scene({ ...FILES, "a/compose.yaml": COMPOSE, "a/x/Dockerfile": "FROM x\nARG TOKEN_A\n" });
  const { stdout } = await place.run(["--also", "compose", "a/compose.yaml", "a/x"], { core: both });
  gitApply(place, stdout);
  expect(contentOf(place, "a/compose.yaml")).toMatch(/secrets: \[token_a\][^]*image: nginx:\d/);
});

test("the summary names the files and what is left to do", async () => {
  using place = scene(FILES);
  const { stdout } = await place.run(["--format", "summary"], { core });
  expect(stdout).toBe(`a/Dockerfile
  also changes compose.yaml

b/Dockerfile
  also changes compose.yaml

To do
  deploy.sh:7: Give the build the secret of \`TOKEN_A\`
  deploy.sh:7: Give the build the secret of \`TOKEN_B\`

2 of 3 files would change, 1 other file with them
`);
});

test("JSON has them with the Dockerfile", async () => {
  using place = scene(FILES);
  const { code, stdout } = await place.run(["--format", "json", "--check", "a", "c"], { core });
  const after = COMPOSE.replace("args: [TOKEN_A]", "secrets: [token_a]");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    files: [
      {
        path: "a/Dockerfile",
        others: [{ path: "compose.yaml", after, diff: expect.stringContaining("--- a/compose.yaml\n") }],
        todos: [{ path: "deploy.sh", line: 7 }],
      },
      { path: "c/Dockerfile", others: [], todos: [] },
    ],
  });
});

describe("stdin", () => {
  const argv = ["--stdin-filepath", "a/Dockerfile"];

  test("--write prints one text and leaves the others to the user", async () => {
    using place = scene(FILES);
    const { stdout, stderr } = await place.run([...argv, "--write"], { core, stdin: FILES["a/Dockerfile"] });
    expect(stdout).toBe("FROM a\n");
    expect(stderr).toContain(
      "\n  compose.yaml:3: has to change as well, which --write does for a file\n  deploy.sh:7: ",
    );
    expect(stderr).not.toContain("other file");
    expect(contentOf(place, "compose.yaml")).toBe(COMPOSE);
  });

  test("a diff has them", async () => {
    using place = scene(FILES);
    const { stdout } = await place.run(argv, { core, stdin: FILES["a/Dockerfile"] });
    expect(stdout).toContain("+++ b/compose.yaml\n");
  });
});

describe("--write", () => {
  test("writes all of it", async () => {
    using place = scene(FILES);
    const { code, stdout, stderr } = await place.run(["--write"], { core });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(contentOf(place, "compose.yaml")).toBe(MOVED);
    expect(contentOf(place, "a/Dockerfile")).toBe("FROM a\n");
    expect(stdout).toContain("2 of 3 files changed, 1 other file with them\n");
    expect((await place.run(["--check"], { core })).code).toBe(0);
  });

  test("writes nothing when another file changed meanwhile", async () => {
    using place = scene(FILES);
    const disturbed: Core["shift"] = (source, options) => {
      const outcome = shift(source, options);
      if (options?.path === "a/Dockerfile") writeFileSync(place.path("compose.yaml"), `${COMPOSE}# mine\n`);
      return outcome;
    };
    const { code, stderr } = await place.run(["--write", "a"], { core: { ...core, shift: disturbed } });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "a/Dockerfile: not written: compose.yaml: changed while dockshift worked on it; left as it is, run dockshift again\n",
    );
    expect(contentOf(place, "a/Dockerfile")).toBe(FILES["a/Dockerfile"]);
    expect(contentOf(place, "compose.yaml")).toBe(`${COMPOSE}# mine\n`);
    expect(readdirSync(place.directory).sort()).toEqual([".git", "a", "b", "c", "compose.yaml", "deploy.sh"]);
  });

  test("follows a link inside the repository", async () => {
    const { "compose.yaml": compose, ...others } = FILES;
    using place = scene({ ...others, "deploy/real.yaml": compose });
    symlinkSync("deploy/real.yaml", place.path("compose.yaml"));
    expect((await place.run([], { core })).stdout).toContain("--- a/deploy/real.yaml\n");
    expect((await place.run(["--write"], { core })).code).toBe(0);
    expect(contentOf(place, "deploy/real.yaml")).toBe(MOVED);
    expect(lstatSync(place.path("compose.yaml")).isSymbolicLink()).toBe(true);
  });

  test("refuses a link that leads out of it", async () => {
    using place = scene({ "outside.yaml": COMPOSE, "repo/.git/HEAD": "", "repo/a/Dockerfile": FILES["a/Dockerfile"] });
    symlinkSync("../outside.yaml", place.path("repo/compose.yaml"));
    const unread: Core["shift"] = (source, options = {}) =>
      outcomeOf(options.path!, source, {
        after: "FROM a\n",
        files: [{ path: "../compose.yaml", before: COMPOSE, after: MOVED }],
      });
    const ran = await place.run(["--write"], { core: { ...core, shift: unread }, below: "repo" });
    expect(ran).toMatchObject({
      code: 2,
      stderr: "a/Dockerfile: compose.yaml has to change as well, but leads out of the repository\n",
    });
    expect(contentOf(place, "outside.yaml")).toBe(COMPOSE);
    expect(contentOf(place, "repo/a/Dockerfile")).toBe(FILES["a/Dockerfile"]);
  });
});
