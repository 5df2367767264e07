import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer } from "./testing/fake-server.js";
import { digestOf, IMAGE_TYPE, INDEX, INDEX_DIGEST, INDEX_TYPE, manifest } from "./testing/manifests.js";

const SCHEMA_1 = JSON.stringify({ schemaVersion: 1, fsLayers: [] });
const IMAGE = JSON.stringify({ schemaVersion: 2, mediaType: IMAGE_TYPE, config: {}, layers: [] });

test("the registry's word is taken from a HEAD", async () => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  const answer = await new Registry(host).digest(reference(`${server.host}/team/app:1.2`));
  expect(answer).toEqual({ value: INDEX_DIGEST, source: `${server.host} on 2026-01-02T03:04Z` });
  expect(server.lines).toEqual(["HEAD /v2/team/app/manifests/1.2"]);
  const { accept, authorization } = server.seen[0]!.headers;
  expect(accept).toBe(
    "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, " +
      "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json",
  );
  expect(authorization).toBeUndefined();
  expect(server.seen[0]!.headers).toMatchObject({ "user-agent": "dockshift", "accept-encoding": "identity" });
});

test.each([
  ["app", "latest"],
  ["app:1", "1"],
  [`app:1@${INDEX_DIGEST}`, "1"],
  [`app@${INDEX_DIGEST}`, INDEX_DIGEST],
])("%s asks for %s", async (name, target) => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  const answer = await new Registry(host).digest(reference(`${server.host}/${name}`));
  expect(answer).toMatchObject({ value: INDEX_DIGEST });
  expect(server.lines).toEqual([`HEAD /v2/app/manifests/${target}`]);
});

describe("without a word, the manifest is fetched and hashed", () => {
  test.each([
    ["no digest header", manifest(INDEX, INDEX_TYPE, "")],
    ["no type", manifest(INDEX, "", "")],
    ["a type that says nothing", manifest(INDEX, "application/json")],
    ["a type with parameters", manifest(INDEX, `${INDEX_TYPE}; charset=utf-8`, "")],
  ])("%s", async (_, response) => {
    await using server = await FakeServer.open(() => response);
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/app`))).toMatchObject({ value: INDEX_DIGEST });
    expect(server.seen.map(({ method }) => method)).toEqual(["HEAD", "GET"]);
  });

  test.each([405, 501])("HEAD is answered with %d", async (status) => {
    await using server = await FakeServer.open(({ method }) =>
      method === "HEAD" ? { status } : manifest(IMAGE, IMAGE_TYPE),
    );
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/app`))).toMatchObject({ value: digestOf(IMAGE) });
  });
});

describe("refused", () => {
  const other = `sha256:${"0".repeat(64)}`;
  test.each([
    ["a digest of another algorithm", manifest(INDEX, INDEX_TYPE, `sha512:${"0".repeat(128)}`), "gives a digest of an unknown form"],
    ["a cut digest", manifest(INDEX, INDEX_TYPE, "sha256:0123"), "gives a digest of an unknown form"],
    ["schema 1 by its type", manifest(SCHEMA_1, "application/vnd.docker.distribution.manifest.v1+prettyjws"), "gives only a manifest of schema 1, whose digest is not the image's"],
    ["schema 1 by its body", manifest(SCHEMA_1, "", ""), "gives only a manifest of schema 1, whose digest is not the image's"],
    ["a page", manifest("<html>", "text/html; charset=utf-8", ""), "gives text/html instead of a manifest"],
    ["a page with a digest", manifest("<html>", "text/html"), "gives text/html instead of a manifest"],
    ["a page without a type", manifest("<html>", "", ""), "gives a manifest that is not JSON"],
    ["a body that is cut", manifest(INDEX.slice(0, -5), INDEX_TYPE, ""), "gives a manifest that is not JSON"],
    ["another digest than the body's", manifest(INDEX, "", other), "gives a manifest that does not fit its digest"],
    ["an image that says it is an index", manifest(IMAGE, INDEX_TYPE, ""), "gives a manifest of an unknown form"],
    ["both in one", manifest(JSON.stringify({ schemaVersion: 2, layers: [], manifests: [] }), "", ""), "gives a manifest of an unknown form"],
    ["neither", manifest(JSON.stringify({ schemaVersion: 2 }), "", ""), "gives a manifest of an unknown form"],
    ["a list", manifest("[]", "", ""), "gives a manifest that is not JSON"],
    ["not found", { status: 404 }, "has no app:1"],
    ["no access", { status: 403 }, "denies access to app"],
    ["an odd status", { status: 418 }, "answers with status 418"],
    ["an odd success", { status: 204 }, "answers with status 204"],
  ])("%s", async (_, response, reason) => {
    await using server = await FakeServer.open(() => response);
    using host = new FakeHost();
    const answer = await new Registry(host).digest(reference(`${server.host}/app:1`));
    expect(answer).toEqual({ reason: `the registry ${server.host} ${reason}` });
    expect(host.slept).toEqual([]);
  }); // prettier-ignore

  test("another manifest than the one that was asked for by digest", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/app@${other}`))).toEqual({
      reason: `the registry ${server.host} gives another manifest than app@${other}`,
    });
  });

  test("a body without end", async () => {
    await using server = await FakeServer.open(({ method }) => {
      if (method === "HEAD") return manifest(INDEX, "", "");
      return (response) => {
        const more = (): void => {
          while (!response.destroyed && response.write(Buffer.alloc(2 ** 16)));
        };
        response.on("drain", more);
        more();
      };
    });
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/app`))).toEqual({
      reason: `${server.host} answers with more than 4 MB`,
    });
  });
});

test("each question is asked once, also while it is on its way", async () => {
  await using server = await FakeServer.open(() => manifest());
  using host = new FakeHost();
  const registry = new Registry(host);
  const names = ["app:1", "app:1", `app:1@${INDEX_DIGEST}`, "app:2"];
  const answers = await Promise.all(names.map((name) => registry.digest(reference(`${server.host}/${name}`))));
  expect(answers).toEqual(names.map(() => expect.objectContaining({ value: INDEX_DIGEST })));
  expect([...server.lines].sort()).toEqual(["HEAD /v2/app/manifests/1", "HEAD /v2/app/manifests/2"]);
});
