import { describe, expect, test } from "@jest/globals";
import { configDifferences } from "./compare-configs.js";
import { runDifferences } from "./compare-runs.js";
import { treeDifferences } from "./compare-trees.js";
import type { Difference } from "./difference.js";
import type { Layer } from "./layer.js";
import { configEntries } from "./image-config.js";
import { layer, tree } from "./testing/layers.js";
import type { Observation } from "./verification.js";

const FILE = { path: "f", content: "text", mode: 0o755, uid: 1, gid: 2 };
const link = (target: string) => ({ path: "f", flag: "2", target });

test.each([
  ["nothing", FILE, FILE, []],
  ["a file that goes", FILE, undefined, [["gone", "file, 4 bytes", ""]]],
  ["a file that comes", undefined, FILE, [["new", "", "file, 4 bytes"]]],
  ["a mode", FILE, { ...FILE, mode: 0o4755 }, [["mode", "755", "4755"]]],
  ["an owner", FILE, { ...FILE, gid: 3 }, [["owner", "1:2", "1:3"]]],
  ["a content of the same size", FILE, { ...FILE, content: "TEXT" }, [["content", "4 bytes, sha256 mC2eHD8dqeJe", "4 bytes, sha256 x"]]],
  ["a kind", FILE, link("x"), [["type", "file", "symlink"]]],
  ["a link's target", link("x"), link("y"), [["target", "x", "y"]]],
  ["a link's mode, which means nothing", { ...link("x"), mode: 0o777 }, { ...link("x"), mode: 0o755 }, []],
  ["a device", { path: "f", flag: "3", device: [1, 3] }, { path: "f", flag: "3", device: [1, 5] }, [["device", "1:3", "1:5"]]],
  ["capabilities", FILE, { ...FILE, pax: { "SCHILY.xattr.security.capability": "a" } }, [["attributes", "", "security.capability=61"]]],
] as const)("tells %s", async (_, before, after, expected) => {
  const side = (member: typeof before | typeof after) => tree(layer(...(member === undefined ? [] : [member])));
  const found = treeDifferences(await side(before), await side(after)).map(({ change, before: was, after: is }) => [change, was, is]);
  expect(found.map(([change, was, is]) => (change === "content" ? [change, was!.slice(0, 15), is!.slice(0, 15)] : [change, was, is]))).toEqual(
    expected.map(([change, was, is]) => (change === "content" ? [change, was.slice(0, 15), is.slice(0, 15)] : [change, was, is])),
  );
}); // prettier-ignore

test("goes by path, and notes the layers", async () => {
  const before = await tree(layer("a/", "a/x", "b"), layer("a/y"));
  const after = await tree(layer("b", "c"));
  expect(treeDifferences(before, after).map(({ what, change, layers }) => [what, change, layers])).toEqual([
    ["/a", "gone", { before: 0, after: undefined }],
    ["/a/x", "gone", { before: 0, after: undefined }],
    ["/a/y", "gone", { before: 1, after: undefined }],
    ["/c", "new", { before: undefined, after: 0 }],
  ]);
});

describe("a hard link", () => {
  const file = { path: "a", content: "x" };
  const link = { path: "b", flag: "1", target: "a" };
  const copy = { path: "b", content: "x" };
  const found = async (before: readonly Promise<Layer>[], after: readonly Promise<Layer>[]) =>
    treeDifferences(await tree(...before), await tree(...after)).map((each) => [
      each.what,
      each.change,
      each.before,
      each.after,
    ]);

  test("that becomes a copy is told", async () => {
    expect(await found([layer(file, link)], [layer(file, copy)])).toEqual([["/b", "hard link", "/a", ""]]);
    // the same when a later layer parts the names
    expect(await found([layer(file, link)], [layer(file, link), layer(copy)])).toEqual([["/b", "hard link", "/a", ""]]);
  });

  test("that stays one is the same, whichever name comes first", async () => {
    expect(await found([layer(file, link)], [layer(file, link)])).toEqual([]);
    const other = layer({ path: "b", content: "x" }, { path: "a", flag: "1", target: "b" });
    expect(await found([layer(file, link)], [other])).toEqual([]);
  });

  test("may come where there were two files", async () => {
    expect(await found([layer(file, copy)], [layer(file, link)])).toEqual([]);
    expect(await found([layer(file, link), layer(file)], [layer(file, link)])).toEqual([]);
  });

  test("that is gone, or whose other name is, is told as that", async () => {
    expect(await found([layer(file, link)], [layer(file)])).toEqual([["/b", "gone", "file, 1 bytes", ""]]);
    expect(await found([layer(file, link)], [layer(copy)])).toEqual([["/a", "gone", "file, 1 bytes", ""]]);
  });
});

test("trees may be deeper than the stack", async () => {
  const deep = (content: string) => layer({ path: "x", content, pax: { path: `${"a/".repeat(20_000)}x` } });
  const differences = treeDifferences(await tree(deep("1")), await tree(deep("2")));
  expect(differences.map(({ change }) => change)).toEqual(["content"]);
  expect((await tree(deep("1"), layer(".wh.a"))).children.size).toBe(0);
});

test("a directory that no layer lists is as builders make it", async () => {
  expect(treeDifferences(await tree(layer("a/b")), await tree(layer("a/", "a/b")))).toEqual([]);
});

test("names the entries of a configuration as the plan does", () => {
  const config = {
    User: "app",
    WorkingDir: "/app",
    Env: ["PATH=/bin", "A=b=c", "EMPTY="],
    Cmd: ["node"],
    Entrypoint: null,
    ExposedPorts: { "80/tcp": {}, "53/udp": {} },
    Volumes: { "/data": {} },
    Labels: { a: "b", empty: "", own: "x" },
    StopSignal: "SIGINT",
    Shell: ["/bin/bash", "-c"],
    OnBuild: ["RUN x"],
    Healthcheck: { Test: ["CMD", "true"] },
  };
  expect(
    Object.fromEntries(configEntries({ os: "linux", architecture: "amd64", author: "me", config }, ["own"])),
  ).toEqual({
    platform: "linux/amd64",
    maintainer: "me",
    user: "app",
    workdir: "/app",
    "env PATH": "/bin",
    "env A": "b=c",
    "env EMPTY": "",
    cmd: '["node"]',
    "port 80": "exposed",
    "port 53/udp": "exposed",
    "volume /data": "declared",
    "label a": "b",
    "label empty": "",
    stopsignal: "SIGINT",
    shell: '["/bin/bash","-c"]',
    onbuild: '["RUN x"]',
    "health check": '{"Test":["CMD","true"]}',
  });
  expect(configEntries(null).size).toBe(0);
});

test("tells what differs in a configuration", () => {
  const [before, after] = [new Map([["a", "1"], ["b", "2"]]), new Map([["b", "3"], ["c", "4"]])]; // prettier-ignore
  expect(configDifferences(before, after).map(({ what, before: was, after: is }) => [what, was, is])).toEqual([
    ["a", "1", ""],
    ["b", "2", "3"],
    ["c", "", "4"],
  ]);
  expect(configDifferences(before, before)).toEqual([]);
  expect(configDifferences(new Map([["env A", ""]]), new Map())).toMatchObject([{ before: '""', after: "" }]);
});

const SEEN: Observation = { state: "running", health: "none", user: "0" };
const declared = (what: string): Difference => ({
  kind: "config",
  what,
  change: "value",
  before: "",
  after: "x",
  declared: "plan",
});

test.each<[string, Partial<Observation>, readonly Difference[], readonly (readonly [string, string | undefined])[]]>([
  ["nothing", {}, [], []],
  ["a user that was announced", { user: "1" }, [declared("user")], [["user", "plan"]]],
  ["a user that was not", { user: "1" }, [declared("health check")], [["user", undefined]]],
  ["a health check that was announced", { health: "healthy" }, [declared("health check")], [["health", "plan"]]],
  ["a health check that fails", { health: "unhealthy" }, [declared("health check")], [["health", undefined]]],
  ["a health check that never ends", { health: "starting" }, [declared("health check")], [["health", undefined]]],
  ["a stop", { state: "exited with 1", user: "" }, [declared("user")], [["state", undefined], ["user", undefined]]],
])("running tells %s", (_, change, config, expected) => {
  const found = runDifferences({ before: SEEN, after: { ...SEEN, ...change } }, config);
  expect(found.map(({ what, declared: by }) => [what, by])).toEqual(expected);
}); // prettier-ignore
