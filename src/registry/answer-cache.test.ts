import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Registry, type RegistryOptions } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer } from "./testing/fake-server.js";
import { INDEX_DIGEST, manifest } from "./testing/manifests.js";

const DIRECTORY = ".cache/dockshift/registry";

/** Asks as a new run would. */
function ask(server: FakeServer, host: FakeHost, options?: RegistryOptions, name = "a") {
  return new Registry(host, options).digest(reference(`${server.host}/${name}`));
}

function files(host: FakeHost, directory = join(host.home, DIRECTORY)): readonly string[] {
  return readdirSync(directory).map((name) => join(directory, name));
}

describe("an answer on disk", () => {
  test("is good for an hour, and says when it was given", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    const first = await ask(server, host);
    host.time += 3_599_999;
    expect(await ask(server, host)).toEqual(first);
    expect(server.seen).toHaveLength(1);
    host.time += 1;
    expect(await ask(server, host)).toEqual({ value: INDEX_DIGEST, source: `${server.host} on 2026-01-02T04:04Z` });
    expect(server.seen).toHaveLength(2);
  });

  test("is good as long as `maxAge` says", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    await ask(server, host);
    await ask(server, host, { maxAge: 0 });
    expect(server.seen).toHaveLength(2);
    host.time += 86_400_000;
    await ask(server, host, { maxAge: Infinity });
    expect(server.seen).toHaveLength(2);
  });

  test("from the future is not good", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    await ask(server, host);
    host.time -= 1;
    await ask(server, host);
    expect(server.seen).toHaveLength(2);
  });

  test("is for the same question only", async () => {
    await using server = await FakeServer.open(({ path }) =>
      path.includes("/tags/") ? { body: '{"tags":["x"]}' } : manifest(),
    );
    using host = new FakeHost();
    await ask(server, host, {}, "a:1");
    await ask(server, host, {}, "a:2");
    await ask(server, host, {}, "b:1");
    await ask(server, host, { mirrors: ["mirror.example"] }, "a:1");
    const tags = () => new Registry(host).tags(reference(`${server.host}/a`));
    expect(await tags()).toMatchObject({ value: ["x"] });
    expect(server.seen).toHaveLength(5);
    expect(await tags()).toMatchObject({ value: ["x"] });
    expect(server.seen).toHaveLength(5);
  });

  test("holds no reason, and no credential", async () => {
    const basic = `Basic ${Buffer.from("ann:s3cret").toString("base64")}`;
    await using server = await FakeServer.open(({ headers, path }) => {
      if (headers.authorization !== basic) return { status: 401, headers: { "www-authenticate": "Basic" } };
      return path.includes("missing") ? { status: 404 } : manifest();
    });
    using host = new FakeHost({ auths: { [server.host]: { username: "ann", password: "s3cret" } } });
    await ask(server, host, {}, "missing");
    await ask(server, host);
    expect(files(host)).toHaveLength(1);
    const [file = ""] = files(host);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      key: JSON.stringify(["digest of latest", server.origin, "a", []]),
      at: host.time,
      value: INDEX_DIGEST,
      source: `${server.host} on 2026-01-02T03:04Z`,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["cut", '{"key":'],
    ["null", "null"],
    ["of another key", JSON.stringify({ key: "x", at: 0, value: INDEX_DIGEST, source: "x" })],
    ["empty", ""],
  ])("is passed over and replaced when it is %s", async (_, text) => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    await ask(server, host);
    writeFileSync(files(host)[0]!, text);
    expect(await ask(server, host)).toMatchObject({ value: INDEX_DIGEST });
    expect(await ask(server, host)).toMatchObject({ value: INDEX_DIGEST });
    expect(server.seen).toHaveLength(2);
    expect(files(host)).toHaveLength(1);
  });

  test.each([["value", "sha256:0"], ["value", [INDEX_DIGEST]], ["source", 5], ["at", "now"]])(
    "is passed over when its %s is %j",
    async (name, value) => {
      await using server = await FakeServer.open(() => manifest());
      using host = new FakeHost();
      await ask(server, host);
      const [file = ""] = files(host);
      const entry = JSON.parse(readFileSync(file, "utf8")) as object;
      writeFileSync(file, JSON.stringify({ ...entry, [name]: value }));
      expect(await ask(server, host)).toMatchObject({ value: INDEX_DIGEST });
      expect(server.seen).toHaveLength(2);
    },
  ); // prettier-ignore
});

test("stands where `XDG_CACHE_HOME` says, if it is absolute", async () => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  host.env.XDG_CACHE_HOME = "relative";
  await ask(server, host);
  expect(files(host)).toHaveLength(1);
  host.env.XDG_CACHE_HOME = join(host.home, "xdg");
  await ask(server, host);
  expect(files(host, join(host.home, "xdg/dockshift/registry"))).toHaveLength(1);
});

test("a directory that cannot be made is done without", async () => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  writeFileSync(join(host.home, ".cache"), "");
  expect(await ask(server, host)).toMatchObject({ value: INDEX_DIGEST });
});

test("an entry that cannot be written leaves nothing behind", async () => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  await ask(server, host);
  const [file = ""] = files(host);
  rmSync(file);
  mkdirSync(file);
  expect(await ask(server, host)).toMatchObject({ value: INDEX_DIGEST });
  expect(files(host)).toEqual([file]);
});
