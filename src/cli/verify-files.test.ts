import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { catalogue, shift, shiftCompose } from "../index.js";
import { FakeServer } from "../registry/testing/fake-server.js";
import { INDEX_DIGEST, manifest } from "../registry/testing/manifests.js";
import { fakeDocker, type FakeImage } from "./testing/fake-docker.js";
import { scene, type Scene, type Surroundings } from "./testing/scene.js";

const OLD = "FROM node:latest\n";
const NEW = "FROM node:26\n";
const FILES: FakeImage = {
  files: [
    { path: "app/", flag: "5" },
    { path: "app/a", content: "x" },
  ],
  config: { Env: ["A=1"] },
};

/** Runs in a directory whose engine builds these images; `temporary` is where the command may keep files. */
async function verify(
  place: Scene,
  argv: readonly string[],
  images: readonly FakeImage[] = [],
  more: Surroundings & { down?: boolean } = {},
) {
  const [before = FILES, after = FILES] = images;
  const docker = fakeDocker(place.path(".docker"), before, after, more.down);
  mkdirSync(place.path(".tmp"), { recursive: true });
  const ran = await place.run(argv, { ...more, env: { ...docker.env, ...more.env }, temporary: [place.path(".tmp")] });
  return { ...ran, docker, temporary: readdirSync(place.path(".tmp")) };
}

const sources = (text = OLD) => scene({ "ctx/Dockerfile": text });

test("builds both texts, says that the images are the same, and leaves nothing", async () => {
  using place = sources();
  const { code, stdout, stderr, docker, temporary } = await verify(place, ["verify", "ctx"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe("ctx/Dockerfile: same\n  layers 2 → 2, size 0.0 MB → 0.0 MB\n1 file: 1 same\n");
  expect([docker.built("before"), docker.built("after")]).toEqual([OLD, NEW]);
  expect([...docker.left(), ...temporary]).toEqual([]);
  expect(readFileSync(place.path("ctx/Dockerfile"), "utf8")).toBe(OLD);
  expect(readdirSync(place.path("ctx"))).toEqual(["Dockerfile"]);
});

test("passes everything on as arguments", async () => {
  using place = scene({ "ctx/a.Dockerfile": OLD, "ctx/a.Dockerfile.dockerignore": "x", "root/x": "" });
  const options = [
    "--build-arg",
    "A=$(x) y",
    "--build-arg",
    "B",
    "--secret=id=s,src=f",
    "--target",
    "t",
    "--platform=linux/amd64",
  ];
  const { docker } = await verify(place, [
    "verify",
    "ctx/a.Dockerfile",
    "--context",
    "root",
    ...options,
    "--",
    "--network=host",
  ]);
  const build = docker.calls().find(([, word]) => word === "build")!;
  expect(build.slice(0, 3)).toEqual(["buildx", "build", "--load"]);
  expect(build.slice(-7)).toEqual([
    "--build-arg=A=$(x) y",
    "--build-arg=B",
    "--secret=id=s,src=f",
    "--target=t",
    "--platform=linux/amd64",
    "--network=host",
    place.path("root"),
  ]);
  expect(build[3]).toMatch(/^--file=.*\/\.tmp\/dockshift-verify-\w+\/before\/a\.Dockerfile$/);
  expect(build[4]).toMatch(/^--tag=localhost\/dockshift-verify:[0-9a-f]{16}-before$/);
  expect(build[5]).toMatch(/^--label=dockshift\.verify=[0-9a-f]{16}$/);
});

describe("planted damage differs", () => {
  test.each<[string, FakeImage, string]>([
    ["a file that is lost", { ...FILES, files: FILES.files!.slice(0, 1) }, "  gone: /app/a\n"],
    [
      "a mode",
      { ...FILES, files: [FILES.files![0]!, { path: "app/a", content: "x", mode: 0o755 }] },
      "  mode of /app/a: 644 → 755\n",
    ],
    ["an ENV that is lost", { ...FILES, config: {} }, "  env A: 1 → none\n"],
  ])("%s", async (_, after, said) => {
    using place = sources("FROM node:latest\nENV A=1\n");
    const { code, stdout } = await verify(place, ["verify", "--write"], [FILES, after]);
    expect(code).toBe(1);
    expect(stdout).toContain(`ctx/Dockerfile: differs\n${said}`);
    expect(readFileSync(place.path("ctx/Dockerfile"), "utf8")).toContain("node:latest");
  });
});

test("what does not build before is no fault of the rewrite, which is not written", async () => {
  using place = sources(`${OLD}RUN fail\n`);
  const { code, stdout, docker } = await verify(place, ["verify", "--write"]);
  expect(code).toBe(2);
  expect(stdout).toContain(
    "did not build before, which is no fault of the rewrite\n  | #1 building \n  | failed: exit 1\n",
  );
  expect(docker.calls().filter(([, word]) => word === "build")).toHaveLength(1);
  expect(docker.left()).toEqual([]);
});

test("what does not build after is told with the end of its log, secrets left out", async () => {
  using place = sources();
  const core = (await import("./testing/fake-core.js")).fakeCore;
  const shift: typeof core.shift = (source, options) => {
    const outcome = core.shift(source, options);
    return { ...outcome, before: OLD, after: `${NEW}RUN fail\n` };
  };
  const argv = ["verify", "--build-arg", "TOKEN=hunter22"];
  const { code, stdout, docker, temporary } = await verify(place, argv, [], { core: { ...core, shift } });
  expect(code).toBe(1);
  expect(stdout).toContain("ctx/Dockerfile: does not build after\n  | #1 building TOKEN=•••\n  | failed: exit 1\n");
  expect([...docker.left(), ...temporary]).toEqual([]);
});

test.each([["verify", "--write"], ["--write", "--verify"]])("%s %s writes only what was verified", async (...argv) => {
  using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": `${OLD}RUN fail\n`, "c/Dockerfile": NEW });
  const { code, stdout } = await verify(place, argv);
  expect(code).toBe(2);
  expect(stdout).toContain("a/Dockerfile: same, written\n");
  expect(stdout).toContain("c/Dockerfile: unchanged, not built\n");
  expect(stdout).toContain("3 files: 1 same, 1 did not build before, 1 unchanged\n");
  expect(["a", "b"].map((name) => readFileSync(place.path(`${name}/Dockerfile`), "utf8"))).toEqual([NEW, `${OLD}RUN fail\n`]);
}); // prettier-ignore

test("--write writes the other files with a Dockerfile, or says why not", async () => {
  const core = (await import("./testing/fake-core.js")).fakeCore;
  const shift: typeof core.shift = (source, options) => {
    const files = [{ path: "compose.yaml", before: "old\n", after: "new\n" }];
    return { ...core.shift(source, options), files };
  };
  using place = scene({
    "a/Dockerfile": OLD,
    "a/compose.yaml": "old\n",
    "b/Dockerfile": OLD,
    "b/compose.yaml": "mine\n",
  });
  const { code, stdout, stderr } = await verify(place, ["verify", "--write"], [], { core: { ...core, shift } });
  expect(code).toBe(2);
  expect(stdout).toContain("a/Dockerfile: same, written with a/compose.yaml\n");
  expect(stderr).toContain("b/Dockerfile: not written: b/compose.yaml: changed while dockshift worked on it");
  const texts = ["a/Dockerfile", "a/compose.yaml", "b/Dockerfile"].map((name) =>
    readFileSync(place.path(name), "utf8"),
  );
  expect(texts).toEqual([NEW, "new\n", OLD]);
});

describe("with registries", () => {
  const core = { catalogue, shift, shiftCompose };

  test("builds and writes what they answered", async () => {
    await using server = await FakeServer.open(() => manifest());
    using place = sources(`FROM ${server.host}/app:1.2.3\n`);
    const env = { HOME: place.directory };
    const { code, stdout, stderr, docker } = await verify(place, ["verify", "--write", "--digest"], [], { core, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("ctx/Dockerfile: same, written\n");
    const pinned = `FROM ${server.host}/app:1.2.3@${INDEX_DIGEST}\n`;
    expect(docker.built("after")).toBe(pinned);
    expect(readFileSync(place.path("ctx/Dockerfile"), "utf8")).toBe(pinned);
  });

  test("asks nobody unless it is to", async () => {
    await using server = await FakeServer.open(() => manifest());
    using place = sources(`FROM ${server.host}/app:1.2.3\n`);
    await verify(place, ["verify"], [], { core, env: { HOME: place.directory } });
    expect(server.seen).toEqual([]);
  });

  test("stops asking when it is interrupted", async () => {
    const stop = new AbortController();
    await using server = await FakeServer.open(() => {
      stop.abort();
      return () => undefined;
    });
    using place = sources(`FROM ${server.host}/app:1.2.3\n`);
    const more = { core, env: { HOME: place.directory }, interrupted: stop.signal };
    const { code, docker } = await verify(place, ["verify", "--digest"], [], more);
    expect(code).toBe(130);
    expect(docker.calls()).toEqual([]);
  });

  test("says which mirror is none", async () => {
    using place = sources();
    const { code, stderr } = await verify(place, ["verify", "--registry", "--mirror", "a b"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "dockshift: --mirror: a mirror must be a host name, with or without a port\n",
    });
  });
});

test("needs no engine where nothing would change", async () => {
  using place = sources(NEW);
  expect(await place.run(["verify"], { env: { PATH: place.directory } })).toMatchObject({ code: 0, stderr: "" });
});

test("says plainly that there is no engine", async () => {
  using place = sources();
  const { code, stderr } = await place.run(["verify"], { env: { PATH: place.directory } });
  expect(code).toBe(2);
  expect(stderr).toBe(
    "dockshift: no engine: to verify, docker buildx, docker, podman or buildah must be there and answer\n" +
      "  docker is not installed\n  podman is not installed\n  buildah is not installed\n",
  );
  const { stderr: down } = await verify(place, ["verify", "--engine", "docker"], [], { down: true });
  expect(down).toBe(
    "dockshift: no engine: docker cannot build here\n  docker version failed: Cannot connect to the daemon\n",
  );
});

describe("an engine that goes away", () => {
  test.each([
    ["the original", `${OLD}RUN crash\n`, NEW],
    ["the rewrite", OLD, `${NEW}RUN crash\n`],
  ])("while it builds %s gives no verdict", async (_, before, after) => {
    using place = sources(before);
    const core = (await import("./testing/fake-core.js")).fakeCore;
    const shift: typeof core.shift = (source, options) => ({ ...core.shift(source, options), before, after });
    const { code, stdout, stderr, docker, temporary } = await verify(place, ["verify", "--write"], [], {
      core: { ...core, shift },
    });
    expect(code).toBe(2);
    expect(stdout).toBe("1 file: 1 with errors\n");
    expect(stderr).toBe(
      "ctx/Dockerfile: not verified: the engine went away: docker version failed: Cannot connect to the daemon\n",
    );
    expect([...docker.left(), ...temporary]).toEqual([]);
    expect(readFileSync(place.path("ctx/Dockerfile"), "utf8")).toBe(before);
  });
});

test("an image that cannot be read is not verified, and nothing waits for the rest of it", async () => {
  using place = sources();
  const big = { path: "big", content: Buffer.alloc(2 ** 20) };
  const { code, stderr, docker, temporary } = await verify(
    place,
    ["verify"],
    [{ files: [{ path: "../x", content: "y" }, big] }],
  );
  expect(code).toBe(2);
  expect(stderr).toBe('ctx/Dockerfile: not verified: the image holds a path that leads out of it: "../x"\n');
  expect([...docker.left(), ...temporary]).toEqual([]);
});

test("prints JSON without an engine too", async () => {
  using place = sources();
  const { code, stdout, stderr } = await place.run(["verify", "--format=json"], { env: { PATH: place.directory } });
  expect(code).toBe(2);
  expect(stderr).toContain("dockshift: no engine: ");
  expect(JSON.parse(stdout)).toMatchObject({
    engine: null,
    files: [],
    failures: [{ path: "ctx/Dockerfile", message: expect.stringContaining("not verified: no engine: ") as unknown }],
  });
});

test("prints JSON", async () => {
  using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": NEW, "c/Dockerfile": "FORM x\n" });
  const { code, stdout, stderr } = await verify(
    place,
    ["verify", "--format", "json"],
    [FILES, { ...FILES, files: [] }],
  );
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    engine: "buildx",
    files: [
      {
        path: "a/Dockerfile",
        verdict: "differs",
        written: false,
        images: { before: { layers: 2, bytes: 1 }, after: { layers: 2, bytes: 0 } },
        differences: [
          { kind: "file", what: "/app", change: "gone", before: "directory", after: "" },
          { kind: "file", what: "/app/a", change: "gone", before: "file, 1 bytes", after: "" },
        ],
        ignored: 0,
      },
      { path: "b/Dockerfile", verdict: "unchanged" },
    ],
    failures: [{ path: "c/Dockerfile" }],
  });
  expect(stderr).toContain("c/Dockerfile:1:1:");
});

test("shows progress on a terminal alone", async () => {
  using place = sources();
  const { stderr } = await verify(place, ["verify"], [], { terminal: true, env: { NO_COLOR: "1" } });
  expect(stderr).toContain("\r\x1b[2Kctx/Dockerfile: building the original: #1 building");
  expect(stderr).toMatch(/reading the images\r\x1b\[2K$/);
});

describe("--run", () => {
  const healthy = { Running: true, Health: { Status: "healthy" } };

  test("starts both without a network or ports, and removes them", async () => {
    using place = sources();
    const image = { ...FILES, state: healthy, user: "1000" };
    const { code, stdout, docker } = await verify(place, ["verify", "--run"], [image, image]);
    expect(stdout).toContain("  ran: running, healthy, user 1000 → running, healthy, user 1000\n");
    expect(code).toBe(0);
    const runs = docker.calls().filter(([word]) => word === "run");
    expect(
      runs.map((call) => call.filter((arg) => arg.startsWith("--network") || /^(?:-[pP]|--publish)/.test(arg))),
    ).toEqual([["--network=none"], ["--network=none"]]);
    expect(docker.left()).toEqual([]);
  });

  test("takes arguments, a network among them", async () => {
    using place = sources();
    const image = { ...FILES, state: healthy };
    const { docker } = await verify(
      place,
      ["verify", "--run", "--run-arg=--network=host", "--run-arg=--env=A=1"],
      [image, image],
    );
    const run = docker.calls().find(([word]) => word === "run")!;
    expect(run.filter((arg) => arg.startsWith("--network"))).toEqual(["--network=host"]);
    expect(run.at(-2)).toBe("--env=A=1");
  });

  test("a rewrite that stops, or runs as somebody else, differs", async () => {
    using place = sources();
    const exited = { ...FILES, state: { Running: false, ExitCode: 3 } };
    const { code, stdout } = await verify(place, ["verify", "--run"], [{ ...FILES, state: healthy }, exited]);
    expect(code).toBe(1);
    expect(stdout).toContain("  running: state: running → exited with 3\n");
    expect(stdout).toContain("  ran: running, healthy, user 0 → exited with 3\n");
  });
});

describe("a container that does not start", () => {
  const running = { ...FILES, state: { Running: true } };

  test("differs when the image names a user that is not there", async () => {
    using place = sources();
    const refused = "docker: Error response from daemon: unable to find user ghost: no matching entries in passwd file";
    const { code, stdout, docker } = await verify(place, ["verify", "--run"], [running, { ...running, refused }]);
    expect(stdout).toContain("  running: state: running → does not start (125)\n");
    expect(code).toBe(1);
    expect(docker.left()).toEqual([]);
  });

  test("is not verified when the engine refuses it", async () => {
    using place = sources();
    const { code, stderr } = await verify(
      place,
      ["verify", "--run", "--run-arg=--x"],
      [{ ...running, refused: "unknown flag: --x" }],
    );
    expect(stderr).toContain("not verified: the container does not start: unknown flag: --x\n");
    expect(code).toBe(2);
  });
});

describe("stops when asked to", () => {
  const stopped = async (place: Scene, ...argv: string[]) => {
    const stop = new AbortController();
    const onStderr = (text: string) => {
      if (text.includes("#1 building")) stop.abort();
    };
    return verify(place, ["verify", ...argv], [], { interrupted: stop.signal, terminal: true, onStderr });
  };

  test("and removes what it has made", async () => {
    using place = sources(`${OLD}RUN sleep\n`);
    const { code, stdout, stderr, docker, temporary } = await stopped(place, "--write");
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toContain("dockshift: stopping, and removing what was made; Ctrl-C twice more leaves it behind\n");
    expect(stderr).toMatch(/dockshift: stopped; containers, images and temporary files are removed\n$/);
    expect([...docker.left(), ...temporary]).toEqual([]);
    expect(readFileSync(place.path("ctx/Dockerfile"), "utf8")).toBe(`${OLD}RUN sleep\n`);
  });

  test("and says what it cannot remove", async () => {
    using place = sources(`${OLD}RUN freeze\n`);
    const { code, stderr, docker, temporary } = await stopped(place);
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /could not be removed, remove by hand: \S+-before\n[^\n]*stopped; temporary files are removed, but not what is named above\n$/,
    );
    expect({ docker: docker.left().length, temporary }).toEqual({ docker: 1, temporary: [] });
  });

  test("and still prints JSON with what was done", async () => {
    using place = scene({ "a/Dockerfile": OLD, "b/Dockerfile": `${OLD}RUN sleep\n` });
    const stop = new AbortController();
    const onStderr = (text: string) => {
      if (text.includes("b/Dockerfile: building the original: #1")) stop.abort();
    };
    const more = { interrupted: stop.signal, terminal: true, onStderr };
    const { code, stdout } = await verify(place, ["verify", "--format=json"], [], more);
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      engine: "buildx",
      files: [{ path: "a/Dockerfile", verdict: "same" }],
      failures: [{ path: "b/Dockerfile", message: "not verified: interrupted" }],
    });
  });
});

test("builds a symbolic link in the directory of the link, and writes the file behind it", async () => {
  using place = scene({ "common/Dockerfile": OLD, "app/Dockerfile.dockerignore": "x" });
  symlinkSync("../common/Dockerfile", place.path("app/Dockerfile"));
  const { code, docker } = await verify(place, ["verify", "--write", "app/Dockerfile"]);
  expect(code).toBe(0);
  const build = docker.calls().find(([, word]) => word === "build")!;
  expect(build.at(-1)).toBe(place.path("app"));
  expect(readFileSync(place.path("common/Dockerfile"), "utf8")).toBe(NEW);
  expect(lstatSync(place.path("app/Dockerfile")).isSymbolicLink()).toBe(true);
});

test("keeps its own files out of the build context", async () => {
  using place = scene({ Dockerfile: OLD });
  const { code, stderr } = await verify(place, ["verify"]);
  expect(code).toBe(2);
  expect(stderr).toBe(
    "Dockerfile: not verified: every temporary directory lies inside of the build context; set TMPDIR\n",
  );
});
