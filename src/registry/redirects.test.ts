import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer, type Scripted } from "./testing/fake-server.js";
import { INDEX_DIGEST, manifest } from "./testing/manifests.js";

function to(location: string, status = 307): Scripted {
  return { status, headers: { location } };
}

const LOGIN = { auth: Buffer.from("ann:s3cret").toString("base64") };

test.each([301, 302, 303, 307, 308])("%d is followed, on the same host with the credentials", async (status) => {
  await using server = await FakeServer.open(({ headers, path }) => {
    if (headers.authorization === undefined) return { status: 401, headers: { "www-authenticate": "Basic" } };
    return path === "/v2/b" ? manifest() : to("/v2/b", status);
  });
  using host = new FakeHost({ auths: { [server.host]: LOGIN } });
  expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
  expect(server.lines.slice(1)).toEqual(["HEAD /v2/a/manifests/latest", "HEAD /v2/b"]);
});

describe("to another host", () => {
  test("no credentials go, nor back from there", async () => {
    await using server = await FakeServer.open(({ headers, path }) => {
      if (path === "/back") return manifest();
      if (headers.authorization === undefined) return { status: 401, headers: { "www-authenticate": "Basic" } };
      return to(`${other.origin}/blob?signed=1`);
    });
    await using other = await FakeServer.open(() => to(`${server.origin}/back`));
    using host = new FakeHost({ auths: { [server.host]: LOGIN, [other.host]: LOGIN } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(other.lines).toEqual(["HEAD /blob?signed=1"]);
    expect(other.authorizations).toEqual([undefined]);
    expect(server.authorizations).toEqual([undefined, expect.stringMatching(/^Basic /), undefined]);
  });

  test("its challenge is not answered", async () => {
    await using other = await FakeServer.open(() => ({ status: 401, headers: { "www-authenticate": "Basic" } }));
    await using server = await FakeServer.open(() => to(`${other.origin}/x`));
    using host = new FakeHost({ auths: { [server.host]: LOGIN, [other.host]: LOGIN } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `${other.host}, to which the registry ${server.host} redirects, answers with status 401`,
    });
    expect(other.authorizations).toEqual([undefined]);
  });
});

test("at most five in a row", async () => {
  await using server = await FakeServer.open((_, count) => to(`/${count}`));
  using host = new FakeHost();
  expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
    reason: `${server.host} redirects without end`,
  });
  expect(server.seen).toHaveLength(6);
});

test.each([
  ["http://reg.io/x", "reg.io redirects to an address that is not HTTPS"],
  ["http://127.0.0.1/x", "reg.io redirects to an address that is not HTTPS"],
  ["https://ann:s3cret@reg.io/x", "reg.io redirects to an address that is not HTTPS"],
  ["file:///etc/passwd", "reg.io redirects to an address that is not HTTPS"],
  ["https://[", "reg.io redirects to no address"],
])("from HTTPS to %s is not followed", async (location, reason) => {
  await using server = await FakeServer.open(() => to(location));
  using host = new FakeHost();
  host.detour(server.origin);
  expect(await new Registry(host).digest(reference("reg.io/a"))).toEqual({ reason });
  expect(server.seen).toHaveLength(1);
});

test("without an address it is an answer", async () => {
  await using server = await FakeServer.open(() => ({ status: 304 }));
  using host = new FakeHost();
  expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
    reason: `the registry ${server.host} answers with status 304`,
  });
});
