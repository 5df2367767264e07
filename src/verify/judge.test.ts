import { describe, expect, test } from "@jest/globals";
import { configDifferences } from "./compare-configs.js";
import { treeDifferences } from "./compare-trees.js";
import type { Delta } from "../plan/guard.js";
import { type Announced, judge } from "./judge.js";
import type { Layer } from "./layer.js";
import type { Member } from "./testing/archive.js";
import { layer, tree } from "./testing/layers.js";

const NOTHING: Announced = { deltas: new Set(), plan: [], isOwn: () => false, baseLayers: { before: 0, after: 0 } };

async function judged(
  before: readonly Promise<Layer>[],
  after: readonly Promise<Layer>[],
  announced: Partial<Announced> = {},
) {
  const trees = { before: await tree(...before), after: await tree(...after) };
  return judge(treeDifferences(trees.before, trees.after), [], trees, { ...NOTHING, ...announced });
}

const file = (path: string, content = "") => ({ path, content });
const only = (path: string) => [layer(file(path, "one"))];
const other = (path: string) => [layer(file(path, "two!"))];
const gone = (path: string) => [
  layer(file(`${path}.not`)),
  layer(`${path.replace(/[^/]*$/, "")}.wh.${path.replace(/.*\//, "")}.not`),
];

describe("what no two builds have in common", () => {
  test.each([
    "var/log/apt/history.log",
    "var/log/dpkg.log",
    "root/.npm/_cacache/index-v5/0a/1b/2c",
    "root/.cache/pip/http/a/b/abcdef",
    "root/.cache/pip/http-v2/a/b/abcdef",
    "var/cache/ldconfig/aux-cache",
    "etc/machine-id",
    "var/lib/rpm/rpmdb.sqlite",
  ])("%s", async (path) => {
    expect(await judged(only(path), other(path))).toMatchObject({ differences: [], ignored: 1 });
    // but it must be there
    expect((await judged(only(path), gone(path))).differences).not.toEqual([]);
  });

  test.each([
    "etc/ld.so.cache",
    "var/lib/dpkg/status",
    "var/log/app.log",
    "etc/passwd",
    "app/a.py",
    "etc/shadow",
    "root/.npm/_cacache/content-v2/0a",
    "root/.cache/pip/http-v2/a/abc.body",
  ])("not %s", async (path) => {
    expect((await judged(only(path), other(path))).differences).toHaveLength(1);
  });
});

describe("what Python compiled", () => {
  test.each([
    ["app/__pycache__/a.cpython-312.pyc", "app/a.py"],
    ["app/__pycache__/a.cpython-312.opt-1.pyc", "app/a.py"],
    ["app/a.pyc", "app/a.py"],
    ["__pycache__/a.cpython-312.pyc", "a.py"],
  ])("%s may differ while both images have %s", async (compiled, source) => {
    const [before, after] = [file(compiled, "one"), file(compiled, "two!")];
    const changes = (first: readonly Member[], second: readonly Member[]) =>
      judged([layer(before, ...first)], [layer(after, ...second)]).then(({ differences }) =>
        differences.map(({ what }) => what),
      );
    expect(await changes([file(source)], [file(source)])).toEqual([]);
    expect(await changes([file(source, "1")], [file(source, "2")])).toEqual([`/${source}`]);
    expect(await changes([], [])).toEqual([`/${compiled}`]);
    expect(await changes([file(source)], [])).toContain(`/${compiled}`);
  });
});

describe("package caches", () => {
  const deltas = new Set(["package-caches" as const]);

  test.each([
    "var/lib/apt/lists/x_Packages",
    "var/cache/apt/archives/a.deb",
    "var/cache/apk/APKINDEX.gz",
    "var/cache/dnf/x/y",
  ])("%s may come and go when that is announced", async (path) => {
    const parents = path
      .split("/")
      .slice(0, -1)
      .map((_, index, names) => `${names.slice(0, index + 1).join("/")}/`);
    const [before, after] = [[layer(...parents, path)], [layer(...parents)]];
    expect(await judged(before, after, { deltas })).toMatchObject({ differences: [], ignored: 1 });
    expect(await judged(after, before, { deltas })).toMatchObject({ differences: [], ignored: 1 });
    expect((await judged(before, after)).differences).toHaveLength(1);
  });

  test("the directory of the lists itself stays", async () => {
    const root = ["var/", "var/lib/", "var/lib/apt/"];
    expect(
      (await judged([layer(...root, "var/lib/apt/lists/")], [layer(...root)], { deltas })).differences,
    ).toHaveLength(1);
  });
});

test("the list of automatic packages may be in another order", async () => {
  const states = (text: string) => [layer(file("var/lib/apt/extended_states", text))];
  expect(await judged(states("A\nx\n\nB\ny\n\n"), states("B\ny\n\nA\nx\n\n"))).toMatchObject({
    differences: [],
    ignored: 1,
  });
  expect((await judged(states("A\nx\n\n"), states("A\nz\n\n"))).differences).toHaveLength(1);
});

describe("recommended packages", () => {
  const deltas = new Set(["recommended-packages" as const]);
  const paragraph = (name: string, more = "") =>
    `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n${more}`;
  const ROOT = ["usr/", "usr/lib/", "usr/lib/python/"];
  const image = (names: readonly string[], automatic: string, more = "", ...others: readonly (Member | string)[]) =>
    layer(
      ...ROOT,
      file("var/lib/dpkg/status", names.map((name) => paragraph(name, more)).join("\n")),
      file("var/lib/apt/extended_states", automatic),
      file("etc/ld.so.cache", names.join()),
      ...names.flatMap((name) => [
        file(`var/lib/dpkg/info/${name}:amd64.list`, `/.\n/lib\n/lib/${name}.so\n/usr/lib/python/${name}\n`),
        `usr/lib/${name}.so`,
        `usr/lib/python/${name}/`,
        `usr/lib/python/${name}/__pycache__/`,
        `usr/lib/python/${name}/__pycache__/x.pyc`,
      ]),
      ...others,
    );
  const AUTO = "Package: rec\nArchitecture: amd64\nAuto-Installed: 1\n";
  const undeclared = ({ differences }: Awaited<ReturnType<typeof judged>>) =>
    differences.filter(({ declared }) => declared === undefined).map(({ what }) => what);

  test("go with their files, compiled ones, indexes and records", async () => {
    const found = await judged([image(["main", "rec"], AUTO)], [image(["main"], "")], { deltas });
    expect(found.packages).toEqual(["rec:amd64"]);
    expect(undeclared(found)).toEqual([]);
    expect(found.differences.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["/usr/lib/rec.so", "/etc/ld.so.cache"]),
    );
  });

  test("are not declared when nothing announced them", async () => {
    const found = await judged([image(["main", "rec"], AUTO)], [image(["main"], "")]);
    expect(undeclared(found)).toContain("/usr/lib/rec.so");
  });

  test("are not those that somebody asked for", async () => {
    const found = await judged([image(["main", "rec"], "")], [image(["main"], "")], { deltas });
    expect(undeclared(found)).toContain("/usr/lib/rec.so");
    expect(found.packages).toEqual([]);
  });

  test("go with what their scripts made, if it is no other package's", async () => {
    const made = [
      file(
        "var/lib/dpkg/info/rec:amd64.postinst",
        "CONF=/etc/rec.conf\nmkdir -p /var/rec.d /usr/lib/main.so /etc/reconf\n",
      ),
      ...["etc/", "var/", "etc/rec.conf", "var/rec.d/", "etc/rec", "etc/reconf.d"],
    ];
    const lost = layer(...["etc/.wh.rec.conf", "var/.wh.rec.d", "etc/.wh.rec", "usr/lib/.wh.main.so"]);
    const kept = layer("etc/", "var/", "etc/rec", "etc/rec.conf", "etc/reconf.d", "var/rec.d/");
    const before = image(["main", "rec"], AUTO, "", ...made);
    const found = await judged([before], [image(["main"], ""), kept, lost], { deltas });
    expect(undeclared(found)).toEqual(["/etc/rec", "/usr/lib/main.so"]);
  });

  /** What is undeclared when the first image alone has some things, and the second others. */
  const undeclaredOf = async (before: readonly (Member | string)[], after: readonly (Member | string)[]) => {
    const parents = ["etc/ssl/certs/", "etc/alternatives/", "usr/bin/", "etc/systemd/", "var/lib/dpkg/alternatives/"];
    const sides = [
      image(["main", "rec"], AUTO, "", ...parents, ...before),
      image(["main"], "", "", ...parents, ...after),
    ];
    return undeclared(await judged([sides[0]!], [sides[1]!], { deltas }));
  };
  const link = (path: string, target: string) => ({ path, flag: "2", target });

  test("go with the links that scripts make into them", async () => {
    const links = [
      link("etc/ssl/certs/rec.pem", "/lib/rec.so"),
      link("etc/ssl/certs/1234.0", "rec.pem"),
      link("etc/alternatives/tool", "/usr/lib/rec.so"),
      link("usr/bin/tool", "/etc/alternatives/tool"),
      "etc/systemd/wants/",
      link("etc/systemd/wants/rec.service", "../../../lib/rec.so"),
    ];
    expect(await undeclaredOf(links, [])).toEqual([]);
  });

  test("do not excuse what somebody else put beside these links", async () => {
    const others = [
      file("etc/ssl/certs/corp.pem", "own"),
      link("etc/ssl/certs/5678.0", "corp.pem"),
      link("etc/alternatives/tool", "/usr/lib/main.so"),
      link("usr/bin/tool", "/usr/lib/rec.so"),
      "usr/bin/own/",
      file("usr/share/applications/own.desktop"),
    ];
    expect(await undeclaredOf(others, ["usr/share/", "usr/share/applications/"])).toEqual([
      "/etc/alternatives/tool",
      "/etc/ssl/certs/5678.0",
      "/etc/ssl/certs/corp.pem",
      "/usr/bin/own",
      "/usr/bin/tool",
      "/usr/share/applications/own.desktop",
    ]);
  });

  test("leave a name to another package, and to nothing else", async () => {
    const tool = (target: string) => [link("etc/alternatives/tool", target)];
    expect(await undeclaredOf(tool("/usr/lib/rec.so"), tool("/usr/lib/main.so"))).toEqual([]);
    expect(await undeclaredOf(tool("/usr/lib/rec.so"), tool("/bin/evil"))).toEqual(["/etc/alternatives/tool"]);
    expect(await undeclaredOf(tool("/usr/lib/main.so"), tool("/usr/lib/rec.so"))).toEqual(["/etc/alternatives/tool"]);
  });

  test.each([
    ["alternatives/tool", "auto\n/usr/bin/tool\n\n/usr/lib/main.so\n1\n/lib/rec.so\n2\n", "auto\n/usr/bin/tool\n\n/usr/lib/main.so\n1\n", true],
    ["alternatives/tool", "auto\n/usr/bin/tool\n\n/lib/rec.so\n2\n", "auto\n/usr/bin/tool\n\n/bin/evil\n2\n", false],
    ["statoverride", "root rec 2755 /usr/lib/rec.so\na b 1 /c\n", "a b 1 /c\n", true],
    ["statoverride", "root rec 2755 /usr/lib/rec.so\na b 1 /c\n", "", false],
    ["statoverride", "a b 1 /c\n", "a b 2 /c\n", false],
    ["diversions", "/a\n/a.old\nrec\n/b\n/b.old\nmain\n", "/b\n/b.old\nmain\n", true],
    ["diversions", "/a\n/a.old\nmain\n", "", false],
  ])("take their part of %s along: %j", async (name, before, after, isDeclared) => {
    const path = `var/lib/dpkg/${name}`;
    expect(await undeclaredOf([file(path, before)], [file(path, after)])).toEqual(isDeclared ? [] : [`/${path}`]);
  }); // prettier-ignore

  test("take indexes along that they had something in, and no others", async () => {
    const indexes = (text: string) =>
      ["etc/ssl/certs/ca-certificates.crt", "usr/share/info/dir"].map((path) => file(path, text));
    const listed = file("var/lib/dpkg/info/rec.list", "/usr/share/info/rec.info\n");
    expect(await undeclaredOf([...indexes("a"), listed], indexes("b"))).toEqual(["/etc/ssl/certs/ca-certificates.crt"]);
  });

  test("do not excuse what a layer brings in which nothing was installed", async () => {
    const lists = ["etc/", file("var/lib/dpkg/info/rec.list", "/etc/rec.conf\n")];
    const before = (...more: readonly Promise<Layer>[]) => [
      image(["main", "rec"], AUTO, "", ...lists, "etc/rec.conf"),
      ...more,
    ];
    const after = [image(["main"], "", "", "etc/")];
    expect(undeclared(await judged(before(), after, { deltas }))).toEqual([]);
    const copied = layer(file("etc/rec.conf", "own"));
    expect(undeclared(await judged(before(copied), after, { deltas }))).toEqual(["/etc/rec.conf"]);
  });

  test("do not excuse another file, or another state of the others", async () => {
    const lost = layer("usr/lib/.wh.main.so");
    expect(undeclared(await judged([image(["main", "rec"], AUTO)], [image(["main"], ""), lost], { deltas }))).toEqual([
      "/usr/lib/main.so",
    ]);
    const changed = await judged([image(["main", "rec"], AUTO)], [image(["main"], "", "Version: 2\n")], { deltas });
    expect(undeclared(changed)).toEqual(["/var/lib/dpkg/status"]);
  });
});

describe("another base", () => {
  const announced = { deltas: new Set(["base-image" as const]), baseLayers: { before: 1, after: 1 } };

  test("brings other files in its own layers alone", async () => {
    const found = await judged([layer("a"), layer(file("own", "1"))], [layer("b"), layer(file("own", "2"))], announced);
    expect(found.differences.map(({ what, declared }) => [what, declared])).toEqual([
      ["/a", "base-image"],
      ["/b", "base-image"],
      ["/own", undefined],
    ]);
    expect(
      (await judged([layer("a")], [layer("b")], { ...announced, deltas: new Set() })).differences[0]?.declared,
    ).toBeUndefined();
  });

  test("brings the configuration that the Dockerfile does not set", async () => {
    const none = await tree();
    const config = configDifferences(new Map([["env A", "1"], ["env B", "1"]]), new Map([["platform", "x"]])); // prettier-ignore
    const { differences } = judge(
      [],
      config,
      { before: none, after: none },
      { ...NOTHING, ...announced, isOwn: (what) => what === "env B" },
    );
    expect(differences.map(({ what, declared }) => [what, declared])).toEqual([
      ["env A", "base-image"],
      ["env B", undefined],
      ["platform", undefined],
    ]);
  });
});

describe("the plan", () => {
  const declaredBy = async (before: [string, string][], after: [string, string][], deltas: readonly Delta[] = []) => {
    const none = await tree();
    const plan = [
      { stage: "0", what: "user", before: "none", after: "1001" },
      { stage: "0", what: "env A", before: "1", after: "none" },
      { stage: "0", what: "port 80", before: "exposed", after: "none" },
    ];
    const config = configDifferences(new Map(before), new Map(after));
    const announced = { ...NOTHING, plan, deltas: new Set(deltas), isOwn: () => true };
    const { differences } = judge([], config, { before: none, after: none }, announced);
    return differences.map(({ what, declared }) => [what, declared]);
  };

  test("announces entries of the configuration", async () => {
    expect(await declaredBy([["env A", "1"], ["env B", "1"], ["port 80", "exposed"]], [["user", "1001"]])).toEqual([
      ["env A", "plan"], ["env B", undefined], ["port 80", "plan"], ["user", "plan"],
    ]);
    expect(await declaredBy([["user", "the base's"]], [["user", "1001"]])).toEqual([["user", "plan"]]);
  }); // prettier-ignore

  test("does not announce another value than its own", async () => {
    expect(await declaredBy([], [["user", "0"]])).toEqual([["user", undefined]]);
    expect(await declaredBy([["env A", "1"]], [["env A", "2"]])).toEqual([["env A", undefined]]);
    expect(await declaredBy([["env A", "3"]], [])).toEqual([["env A", undefined]]);
    expect(await declaredBy([["user", "0"]], [["user", "1"]], ["base-image"])).toEqual([["user", undefined]]);
  });
});
