import { describe, expect, test } from "@jest/globals";
import { mirrorName, placeOf } from "./place.js";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer } from "./testing/fake-server.js";
import { INDEX_DIGEST, manifest } from "./testing/manifests.js";

test.each([
  ["node:20", "docker.io", "https://registry-1.docker.io", "library/node"],
  ["team/app", "docker.io", "https://registry-1.docker.io", "team/app"],
  ["docker.io/node", "docker.io", "https://registry-1.docker.io", "library/node"],
  ["index.docker.io/library/node", "docker.io", "https://registry-1.docker.io", "library/node"],
  ["registry-1.docker.io/node", "docker.io", "https://registry-1.docker.io", "library/node"],
  ["ghcr.io/org/app:1", "ghcr.io", "https://ghcr.io", "org/app"],
  ["quay.io/org/app", "quay.io", "https://quay.io", "org/app"],
  ["public.ecr.aws/docker/library/node", "public.ecr.aws", "https://public.ecr.aws", "docker/library/node"],
  ["mcr.microsoft.com/dotnet/sdk:8.0", "mcr.microsoft.com", "https://mcr.microsoft.com", "dotnet/sdk"],
  ["europe-docker.pkg.dev/p/r/app", "europe-docker.pkg.dev", "https://europe-docker.pkg.dev", "p/r/app"],
  ["gcr.io/p/app", "gcr.io", "https://gcr.io", "p/app"],
  ["Reg.IO:5000/app", "reg.io:5000", "https://reg.io:5000", "app"],
  ["localhost/app", "localhost", "http://localhost", "app"],
  ["localhost:5000/app", "localhost:5000", "http://localhost:5000", "app"],
  ["127.0.0.1:5000/app", "127.0.0.1:5000", "http://127.0.0.1:5000", "app"],
  ["127.9.9.9/app", "127.9.9.9", "http://127.9.9.9", "app"],
  ["[::1]:5000/app", "[::1]:5000", "http://[::1]:5000", "app"],
  ["[::2]:5000/app", "[::2]:5000", "https://[::2]:5000", "app"],
  ["localhost.example/app", "localhost.example", "https://localhost.example", "app"],
  ["127.example/app", "127.example", "https://127.example", "app"],
  ["10.0.0.1:5000/app", "10.0.0.1:5000", "https://10.0.0.1:5000", "app"],
])("%s is %s at %s: %s", (text, registry, origin, repository) => {
  expect(placeOf(reference(text))).toEqual({ registry, origin, repository });
});

test.each(["reg.io#x/app", "reg.io?x/app", "a:b:c/app", "reg.io:99999/app", "reg.io\\x/app", ".../app"])(
  "%s has no host",
  async (text) => {
    using host = new FakeHost();
    host.fetch = () => Promise.reject(new Error("asked"));
    expect(await new Registry(host).digest(reference(text))).toHaveProperty("reason");
    expect(await new Registry(host).tags(reference("a:b:c/app"))).toEqual({ reason: "its registry is no host name" });
  },
);

describe("mirrors of Docker Hub", () => {
  test("are asked first, in their order; one without an answer is passed over", async () => {
    await using empty = await FakeServer.open();
    await using full = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    const mirrors = [empty.origin, `${full.origin}/`];
    const answer = await new Registry(host, { mirrors }).digest(reference("node:20"));
    expect(answer).toEqual({
      value: INDEX_DIGEST,
      source: `${full.host}, a mirror of docker.io, on 2026-01-02T03:04Z`,
    });
    for (const { lines } of [empty, full]) expect(lines).toEqual(["HEAD /v2/library/node/manifests/20"]);
  });

  test("do not get the credentials of Docker Hub, which is asked at last", async () => {
    await using server = await FakeServer.open(() => ({ status: 401, headers: { "www-authenticate": "Basic" } }));
    using host = new FakeHost({ auths: { "https://index.docker.io/v1/": { username: "ann", password: "s3cret" } } });
    const origins = host.detour(server.origin);
    expect(await new Registry(host, { mirrors: ["mirror.gcr.io"] }).digest(reference("node:20"))).toEqual({
      reason: "the registry docker.io refuses the credentials",
    });
    expect(origins).toEqual(["https://mirror.gcr.io", ...Array<string>(2).fill("https://registry-1.docker.io")]);
    expect(server.authorizations).toEqual([undefined, undefined, expect.stringMatching(/^Basic /)]);
  });

  test("are for Docker Hub alone", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    const origins = host.detour(server.origin);
    await new Registry(host, { mirrors: ["mirror.gcr.io"] }).digest(reference("ghcr.io/org/app"));
    expect(origins).toEqual(["https://ghcr.io"]);
  });

  test.each(["", "https://ann:s3cret@mirror.example", "mirror.example/path", "ftp://mirror.example", "a b"])(
    "%j is none",
    (text) => {
      expect(() => mirrorName(text)).toThrow(RangeError);
      expect(() => mirrorName(text)).not.toThrow("s3cret");
    },
  );
});
