import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer, type Scripted } from "./testing/fake-server.js";
import { INDEX, INDEX_DIGEST, manifest } from "./testing/manifests.js";

/** Fails so often, then answers. */
function after(failures: number, fault: Scripted) {
  return (_: unknown, count: number): Scripted => (count <= failures ? fault : manifest());
}

/** The answer, a tenth of a second later. */
function slowly(answer: Scripted): Scripted {
  const { status = 200, headers = {}, body = "" } = answer as Exclude<Scripted, (response: never) => void>;
  return (response) => {
    setTimeout(() => {
      response.writeHead(status, headers as Record<string, string>);
      response.end(response.req.method === "HEAD" ? undefined : body);
    }, 100);
  };
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
    ["19", 19_000],
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

  describe("when the whole question takes too long", () => {
    /** Sends a blank now and then, never all of what it says it has. */
    const drips: Scripted = (response) => {
      response.writeHead(200, { "content-length": "1000" });
      const timer = setInterval(() => response.write(" "), 10);
      response.once("close", () => {
        clearInterval(timer);
      });
    };

    test("however often it would be tried again, and then for all that is asked of this host", async () => {
      await using server = await FakeServer.open(() => drips);
      using host = new FakeHost();
      const registry = new Registry(host, { timeout: 200, deadline: 600 });
      const start = performance.now();
      expect(await registry.tags(reference(`${server.host}/a`))).toEqual({
        reason: `${server.host} takes longer than 0.6 s to answer`,
      });
      expect(performance.now() - start).toBeLessThan(600);
      expect(host.slept).toEqual([250]);
      const asked = server.seen.length;
      expect(await registry.digest(reference(`${server.host}/b`))).toMatchObject({
        reason: `${server.host} takes longer than 0.6 s to answer`,
      });
      expect(server.seen).toHaveLength(asked);
    });

    test("token service and redirects included", async () => {
      await using server = await FakeServer.open(({ headers, path }) => {
        if (path.startsWith("/token")) return slowly({ body: '{"token":"t"}' });
        if (path.startsWith("/end")) return slowly(manifest());
        if (headers.authorization !== undefined) return slowly({ status: 307, headers: { location: "/end" } });
        return slowly({ status: 401, headers: { "www-authenticate": `Bearer realm="${server.origin}/token"` } });
      });
      using host = new FakeHost();
      const reason = `${server.host} takes longer than 0.35 s to answer`;
      const registry = new Registry(host, { deadline: 350 });
      expect(await registry.digest(reference(`${server.host}/a`))).toEqual({ reason });
      expect(server.seen.length).toBeGreaterThan(1);
      expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    });

    test("but not its other questions, as it did answer", async () => {
      const page = (last: number): Scripted => ({
        headers: { link: `</v2/a/tags/list?last=${last}>; rel=next` },
        body: JSON.stringify({ tags: [`t${last}`] }),
      });
      await using server = await FakeServer.open(({ method }, count) =>
        method === "HEAD" ? manifest() : slowly(page(count)),
      );
      using host = new FakeHost();
      const registry = new Registry(host, { deadline: 450 });
      expect(await registry.tags(reference(`${server.host}/a`))).toEqual({
        reason: `${server.host} takes longer than 0.45 s to answer`,
      });
      expect(await registry.digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    });

    test("not what waits for others", async () => {
      await using server = await FakeServer.open(() => slowly(manifest()));
      using host = new FakeHost();
      const registry = new Registry(host, { deadline: 450, concurrency: 1 });
      const names = ["a:1", "a:2", "a:3", "a:4", "a:5", "a:6"];
      const answers = await Promise.all(names.map((name) => registry.digest(reference(`${server.host}/${name}`))));
      expect(answers).toEqual(names.map(() => expect.objectContaining({ value: INDEX_DIGEST })));
    });
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
