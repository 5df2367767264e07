import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer, type Scripted } from "./testing/fake-server.js";

function page(tags: unknown, next?: string): Scripted {
  const headers = next === undefined ? {} : { link: `<${next}>; rel="next"` };
  return { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify({ name: "app", tags }) };
}

test("all pages, in the registry's order, each tag once", async () => {
  await using server = await FakeServer.open(({ path }, count) => {
    if (count === 1) return page(["b", "a"], "/v2/app/tags/list?n=2&last=a");
    return path.includes("last=a") ? page(["a", "c"], `${server.origin}/v2/app/tags/list?last=c`) : page(["d"]);
  });
  using host = new FakeHost();
  const answer = await new Registry(host).tags(reference(`${server.host}/app:1`));
  expect(answer).toEqual({ value: ["b", "a", "c", "d"], source: `${server.host} on 2026-01-02T03:04Z` });
  expect(server.lines).toEqual([
    "GET /v2/app/tags/list?n=1000",
    "GET /v2/app/tags/list?n=2&last=a",
    "GET /v2/app/tags/list?last=c",
  ]);
});

test.each([
  ["none", [], []],
  ["null", null, []],
  ["what is no tag", ["ok", "", "a b", "../x", 5, "x".repeat(129)], ["ok"]],
])("%s", async (_, tags, expected) => {
  await using server = await FakeServer.open(() => page(tags));
  using host = new FakeHost();
  expect(await new Registry(host).tags(reference(`${server.host}/app`))).toMatchObject({ value: expected });
});

describe("no answer", () => {
  test.each([
    ["a page of HTML", { body: "<html>", headers: { "content-type": "text/html" } }, "gives something else instead of a list of tags"],
    ["something else", page("a"), "gives something else instead of a list of tags"],
    ["no repository", { status: 404 }, "has no app"],
    ["the same page again", page(["a"], "/v2/app/tags/list?n=1000"), "lists tags without end"],
    ["another host", page(["a"], "http://127.0.0.1:1/v2/app/tags/list"), "continues its list of tags on another host"],
    ["no address", page(["a"], "http://["), "continues its list of tags on another host"],
  ])("%s", async (_, response, reason) => {
    await using server = await FakeServer.open(() => response);
    using host = new FakeHost();
    expect(await new Registry(host).tags(reference(`${server.host}/app`))).toEqual({
      reason: `the registry ${server.host} ${reason}`,
    });
    expect(server.seen).toHaveLength(1);
  }); // prettier-ignore

  test("pages without end", async () => {
    using host = new FakeHost();
    let pages = 0;
    host.fetch = () => {
      const body = JSON.stringify({ tags: [`t${++pages}`] });
      return Promise.resolve(new Response(body, { headers: { link: `</v2/app/tags/list?last=t${pages}>; rel=next` } }));
    };
    expect(await new Registry(host).tags(reference("reg.io/app"))).toEqual({
      reason: "the registry reg.io lists tags without end",
    });
    expect(pages).toBe(500);
  });
});
