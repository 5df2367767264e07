import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer, type Scripted } from "./testing/fake-server.js";
import { INDEX, INDEX_DIGEST, manifest } from "./testing/manifests.js";

/** Fails so often, then answers. */
function after(failures: number, fault: Scripted) {
  return (_: unknown, count: number): Scripted => (count <= failures ? fault : manifest());
}

const HANGS_UP: Scripted = (response) => response.destroy();
const CUT: Scripted = (response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write(INDEX, () => response.destroy());
};

describe("tried again", () => {
  test.each([
    [500, [250]],
    [502, [250]],
    [503, [250]],
    [504, [250]],
    [429, [250]],
    [408, [250]],
  ])("after status %d", async (status, slept) => {
    await using server = await FakeServer.open(after(1, { status }));
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(host.slept).toEqual(slept);
  });

  test("with pauses that grow, and a share of chance in them", async () => {
    await using server = await FakeServer.open(after(3, HANGS_UP));
    using host = new FakeHost();
    const random = [0, 0.5, 1];
    const chance = Object.assign(Object.create(host) as FakeHost, { random: () => random.shift()! });
    expect(await new Registry(chance).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(host.slept).toEqual([250, 750, 2000]);
  });

  test.each([
    ["3", 3000],
    ["30", 30_000],
    ["0", 250],
    ["Fri, 02 Jan 2026 03:04:12 GMT", 7000],
    ["Fri, 02 Jan 2026 03:00:00 GMT", 250],
    ["soon", 250],
  ])("when `Retry-After: %s` says so", async (value, pause) => {
    await using server = await FakeServer.open(after(1, { status: 429, headers: { "retry-after": value } }));
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(host.slept).toEqual([pause]);
  });

  test("when a manifest breaks off", async () => {
    await using server = await FakeServer.open(({ method }, count) => {
      if (method === "HEAD") return manifest(INDEX, "", "");
      return count === 2 ? CUT : manifest();
    });
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(host.slept).toEqual([250]);
  });
});

describe("given up", () => {
  test("after so many times", async () => {
    await using server = await FakeServer.open(() => ({ status: 503, body: "s3cret" }));
    using host = new FakeHost();
    const registry = new Registry(host, { retries: 2 });
    expect(await registry.digest(reference(`${server.host}/a`))).toEqual({
      reason: `${server.host} answers with status 503`,
    });
    expect(server.seen).toHaveLength(3);
  });

  test("at once when the registry asks to wait too long", async () => {
    await using server = await FakeServer.open(() => ({ status: 429, headers: { "retry-after": "3600" } }));
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `${server.host} allows no more requests for now; it asks to wait 3600 s`,
    });
    expect(server.seen).toHaveLength(1);
  });

  test("when every manifest breaks off", async () => {
    await using server = await FakeServer.open(({ method }) => (method === "HEAD" ? manifest(INDEX, "", "") : CUT));
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `${server.host} breaks off its answer`,
    });
    expect(server.seen).toHaveLength(5);
  });

  test("when it is too slow, and then for all that is asked of this host", async () => {
    let asked = 0;
    using host = new FakeHost();
    host.fetch = (_, { signal }) => {
      asked++;
      return new Promise((_, reject) => {
        signal!.addEventListener("abort", () => {
          reject(signal!.reason as Error);
        });
      });
    };
    const registry = new Registry(host, { timeout: 5, retries: 1 });
    const reason = "reg.io does not answer within 0.005 s";
    expect(await registry.digest(reference("reg.io/a"))).toEqual({ reason });
    expect(asked).toBe(2);
    expect(await registry.digest(reference("reg.io/b"))).toEqual({ reason });
    expect(asked).toBe(2);
  });

  test("when it is slow in the middle of a body", async () => {
    await using server = await FakeServer.open(() => (response) => void response.write("{"));
    using host = new FakeHost();
    host.fetch = (url, init) =>
      init.method === "HEAD" ? Promise.resolve(new Response(null)) : fetch(new URL(url.pathname, server.origin), init);
    const registry = new Registry(host, { timeout: 50, retries: 0 });
    expect(await registry.digest(reference("reg.io/a"))).toEqual({ reason: "reg.io does not answer within 0.05 s" });
  });

  test("when nobody listens", async () => {
    const server = await FakeServer.open();
    const { host: name } = server;
    await server[Symbol.asyncDispose]();
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${name}/a`))).toEqual({
      reason: `${name} cannot be reached (ECONNREFUSED)`,
    });
    expect(host.slept).toEqual([250, 500, 1000]);
  });

  test.each([
    ["ENOTFOUND", "reg.io cannot be reached (ENOTFOUND)"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "reg.io cannot be reached (UNABLE_TO_VERIFY_LEAF_SIGNATURE)"],
    ["s3cret", "reg.io cannot be reached"],
  ])("%s", async (code, reason) => {
    using host = new FakeHost();
    host.fetch = () =>
      Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("s3cret"), { code }) }));
    expect(await new Registry(host, { retries: 1 }).digest(reference("reg.io/a"))).toEqual({ reason });
    expect(host.slept).toHaveLength(code === "s3cret" ? 1 : 0);
  });
});

describe("interrupted", () => {
  test("while it asks", async () => {
    const stop = new AbortController();
    await using server = await FakeServer.open(() => {
      stop.abort();
      return () => undefined;
    });
    using host = new FakeHost();
    const registry = new Registry(host, { signal: stop.signal });
    expect(await registry.digest(reference(`${server.host}/a`))).toEqual({ reason: "interrupted" });
    expect(await registry.digest(reference(`${server.host}/b`))).toEqual({ reason: "interrupted" });
    expect(server.seen).toHaveLength(1);
  });

  test("while it waits", async () => {
    const stop = new AbortController();
    await using server = await FakeServer.open(() => {
      stop.abort();
      return { status: 503 };
    });
    using host = new FakeHost();
    const registry = new Registry(host, { signal: stop.signal });
    expect(await registry.digest(reference(`${server.host}/a`))).toEqual({ reason: "interrupted" });
  });
});

test("no more requests at once than allowed", async () => {
  let [running, most] = [0, 0];
  using host = new FakeHost();
  host.fetch = async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running--;
    return new Response(INDEX, manifest() as ResponseInit);
  };
  const registry = new Registry(host, { concurrency: 3 });
  const names = Array.from({ length: 20 }, (_, index) => `reg.io/a:${index}`);
  const answers = await Promise.all(names.map((name) => registry.digest(reference(name))));
  expect(answers).toEqual(names.map(() => expect.objectContaining({ value: INDEX_DIGEST })));
  expect(most).toBe(3);
});
